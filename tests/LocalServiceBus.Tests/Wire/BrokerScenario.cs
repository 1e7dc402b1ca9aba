using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

/// <summary>A broker with one topology, and a real client for it.</summary>
public sealed class BrokerScenario : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures;

    private BrokerScenario(DevelopmentBroker broker, ConcurrentQueue<string> failures)
    {
        Broker = broker;
        Client = Connect(broker.ConnectionString);
        _failures = failures;
    }

    public DevelopmentBroker Broker { get; }

    public ServiceBusClient Client { get; }

    public static async Task<BrokerScenario> StartAsync(TimeProvider? time = null)
    {
        var failures = new ConcurrentQueue<string>();
        return new BrokerScenario(
            await DevelopmentBroker.StartAsync(new BrokerOptions
            {
                Topology = Topologies.Sample,
                Time = time ?? TimeProvider.System,
                Trace = failures.Enqueue,
            }),
            failures);
    }

    /// <summary>A client with a short time-out and few retries, so that a failing test does not take minutes.</summary>
    public static ServiceBusClient Connect(string connectionString, TimeSpan? tryTimeout = null) => new(connectionString, new ServiceBusClientOptions
    {
        RetryOptions = new ServiceBusRetryOptions
        {
            TryTimeout = tryTimeout ?? TimeSpan.FromSeconds(10),
            MaxRetries = 3,
            Delay = TimeSpan.FromMilliseconds(50),
        },
    });

    public async Task SendAsync(string entity, params ServiceBusMessage[] messages)
    {
        await using ServiceBusSender sender = Client.CreateSender(entity);
        foreach (ServiceBusMessage message in messages)
        {
            await sender.SendMessageAsync(message);
        }
    }

    public async Task<ServiceBusReceivedMessage> ReceiveOneAsync(ServiceBusReceiver receiver) =>
        await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException("No message came.");

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
        Assert.Empty(_failures);
    }
}
