using EndToEnd.Serving;

namespace EndToEnd.Subscribers;

/// <summary>An ingestor whose topic has the two subscriptions of the sample subscribers.</summary>
public sealed class SubscribedIngestor : IAsyncLifetime
{
    public ServedIngestor Served { get; } = new(["--topology", RepositoryFiles.Path("docs", "subscribers", "servicebus.json")]);

    public Task InitializeAsync() => Served.InitializeAsync();

    public Task DisposeAsync() => Served.DisposeAsync();
}
