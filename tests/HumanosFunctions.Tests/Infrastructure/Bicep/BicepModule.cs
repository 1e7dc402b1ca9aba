namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <param name="Path">The template that is called, relative to the one that calls.</param>
internal sealed record BicepModule(string Name, string Path, BicepValue Body);
