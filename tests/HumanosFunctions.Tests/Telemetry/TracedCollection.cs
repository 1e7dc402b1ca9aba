namespace HumanosFunctions.Tests.Telemetry;

/// <summary>A listener hears the whole process, so these tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class TracedCollection
{
    public const string Name = "listeners to traces";
}
