namespace EndToEnd.Serving;

/// <summary>Tests that share one running ingestor.</summary>
[CollectionDefinition(Name)]
public sealed class ServedCollection : ICollectionFixture<ServedIngestor>
{
    public const string Name = "one served ingestor";
}

/// <summary>Tests that share one whose functions run in their own worker program.</summary>
[CollectionDefinition(Name)]
public sealed class ServedWorkerCollection : ICollectionFixture<ServedWorker>
{
    public const string Name = "one served worker";
}

public sealed class ServedWorker() : ServedIngestor(FunctionsHost.Worker.Options());
