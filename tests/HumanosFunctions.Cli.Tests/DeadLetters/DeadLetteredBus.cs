using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using LocalServiceBus;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>A broker with the app's own topology, a client to it, and the command line pointed at it.</summary>
internal sealed class DeadLetteredBus : IAsyncDisposable
{
    public const string Topic = "humanos-events";
    public const string Retries = "humanos-retry";
    public const string Resends = "humanos-otp-resend";

    private static readonly BrokerTopology Topology = BrokerTopology.Load(Path.Combine(AppContext.BaseDirectory, "servicebus.json"));

    // What the broker handed out at the last moment nobody has seen, so nobody gives it back: its lock has to end.
    private static readonly TimeSpan LocksOver = Topology.Topics.SelectMany(topic => topic.Subscriptions).Max(subscription => subscription.Receive.LockDuration) + Eventually.Limit;

    private DeadLetteredBus(DevelopmentBroker broker)
    {
        Broker = broker;
        Client = new ServiceBusClient(broker.ConnectionString);
    }

    public DevelopmentBroker Broker { get; }

    public ServiceBusClient Client { get; }

    public static async Task<DeadLetteredBus> StartAsync(TimeProvider? time = null) =>
        new(await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = Topology, Time = time ?? TimeProvider.System }));

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["dlq", .. arguments, "--amqp-port", $"{Broker.Port}"]);

    /// <summary>Sends to a subscription's topic or a queue, and dead-letters what comes.</summary>
    public async Task<long> DeadLetterAsync(string entity, ServiceBusMessage message, string reason = "Unreadable", string? description = null)
    {
        await using ServiceBusSender sender = Client.CreateSender(IsQueue(entity) ? entity : Topic);
        await sender.SendMessageAsync(message);
        await using ServiceBusReceiver receiver = Receiver(entity);
        ServiceBusReceivedMessage received = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        await receiver.DeadLetterMessageAsync(received, reason, description);
        await Eventually.IsTrueAsync(async () => (await PeekAsync(entity)).Any(dead => dead.SequenceNumber == received.SequenceNumber), "the message is dead-lettered");
        return received.SequenceNumber;
    }

    /// <summary>Dead-letters event-0, event-1 and so on, and returns their numbers.</summary>
    public async Task<IReadOnlyList<long>> DeadLetterManyAsync(string subscription, int count)
    {
        await using ServiceBusSender sender = Client.CreateSender(Topic);
        await sender.SendMessagesAsync(Enumerable.Range(0, count).Select(index => AnEvent.Of(subscription, $"event-{index}")));
        await using ServiceBusReceiver receiver = Receiver(subscription);
        for (int received = 0; received < count;)
        {
            foreach (ServiceBusReceivedMessage message in await receiver.ReceiveMessagesAsync(count - received))
            {
                await receiver.DeadLetterMessageAsync(message, "Unreadable");
                received++;
            }
        }

        await Eventually.IsTrueAsync(() => DeadLettersOf(subscription).Active == count, "all are dead-lettered");
        return [.. (await PeekAsync(subscription)).Select(message => message.SequenceNumber)];
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(string entity, SubQueue subQueue = SubQueue.DeadLetter)
    {
        await using ServiceBusReceiver receiver = Receiver(entity, subQueue);
        return await receiver.PeekMessagesAsync(1000, 0);
    }

    public QueueStatistics DeadLettersOf(string entity) =>
        Broker.Statistics($"{(IsQueue(entity) ? entity : $"{Topic}/Subscriptions/{entity}")}/$DeadLetterQueue");

    /// <summary>What comes back to a link that is being closed is released a moment later.</summary>
    public Task AreFreeAsync(string entity, int count) =>
        Eventually.IsTrueAsync(() => DeadLettersOf(entity) is { Locked: 0 } left && left.Active == count, $"{count} dead letters are there, and nobody holds one", LocksOver);

    public ServiceBusReceiver Receiver(string entity, SubQueue subQueue = SubQueue.None)
    {
        var options = new ServiceBusReceiverOptions { SubQueue = subQueue };
        return IsQueue(entity) ? Client.CreateReceiver(entity, options) : Client.CreateReceiver(Topic, entity, options);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }

    private static bool IsQueue(string entity) => entity is Retries or Resends;
}
