namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <param name="IsExisting">It is only referred to: nothing of it is written.</param>
internal sealed record BicepResource(string File, string Type, string Version, bool IsExisting, BicepValue Body);
