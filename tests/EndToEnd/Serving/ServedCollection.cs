namespace EndToEnd.Serving;

/// <summary>Tests that share one running ingestor.</summary>
[CollectionDefinition(Name)]
public sealed class ServedCollection : ICollectionFixture<ServedIngestor>
{
    public const string Name = "one served ingestor";
}
