namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <param name="IsRequired">It has no default.</param>
internal sealed record BicepParameter(string Name, bool IsRequired);
