using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;
using LocalServiceBus;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EndToEnd.Batching;

/// <summary>The sender alone with a broker, and a clock that ends transfers which hang.</summary>
internal sealed class BatchingSenderScenario : IAsyncDisposable
{
    private const string Topic = "humanos-events";

    private static readonly PublishingOptions Options = new();

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceBusClient _client;

    private BatchingSenderScenario(DevelopmentBroker broker)
    {
        Broker = broker;
        _client = new ServiceBusClient(broker.ConnectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(20) } });
        Sender = new BatchingSender(new BatchTransmitter(_client.CreateSender(Topic), Microsoft.Extensions.Options.Options.Create(Options), _time));
    }

    public DevelopmentBroker Broker { get; }

    public BatchingSender Sender { get; }

    public static async Task<BatchingSenderScenario> StartAsync() => new(await DevelopmentBroker.StartAsync(
        new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")) }));

    public Task SendAsync(string text) => Sender.SendAsync(new ServiceBusMessage(text) { MessageId = Guid.NewGuid().ToString() }, CancellationToken.None);

    public Task HangEveryTransferAsync() => HangTransfersAsync(BatchingSender.MaxTransfers);

    /// <summary>Fills transfers with a message each that the broker stores and does not acknowledge.</summary>
    public async Task HangTransfersAsync(int count)
    {
        // Opened before, so that no transfer waits for the link.
        await SendAsync("first");
        Broker.Faults.LoseAcknowledgements(AcknowledgementFault.Withhold, count);
        for (int transfer = 1; transfer <= count; transfer++)
        {
            // One after another, or they would share.
            _ = SendAsync($"hanging {transfer}");
            await Eventually.IsTrueAsync(() => Broker.TopicStatistics(Topic).Accepted == 1 + transfer, "the transfer hangs");
        }
    }

    /// <summary>Ends the hanging transfers; those that begin now have a deadline of their own.</summary>
    public void LetGo() => _time.Advance(Options.PublishTimeout);

    /// <summary>Returns when the broker has stored as many messages after those that hang.</summary>
    public Task StoredAsync(int count) =>
        Eventually.IsTrueAsync(() => Broker.TopicStatistics(Topic).Accepted == 1 + BatchingSender.MaxTransfers + count, "the messages are stored");

    /// <summary>What arrived, but for the messages that only filled the transfers.</summary>
    public async Task<string[]> ReceivedAsync(int count)
    {
        await using ServiceBusReceiver receiver = _client.CreateReceiver(Topic, "audit");
        var texts = new List<string>();
        while (texts.Count < count && await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20)) is { } message)
        {
            await receiver.CompleteMessageAsync(message);
            string text = message.Body.ToString();
            if (text is not "first" && !text.StartsWith("hanging", StringComparison.Ordinal))
            {
                texts.Add(text);
            }
        }

        return [.. texts];
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
