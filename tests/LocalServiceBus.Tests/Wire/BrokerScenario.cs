using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

/// <summary>A broker with one topology, and a real client connected to it.</summary>
public sealed class BrokerScenario : IAsyncDisposable
{
    private BrokerScenario(DevelopmentBroker broker, ServiceBusClient client)
    {
        Broker = broker;
        Client = client;
    }

    public DevelopmentBroker Broker { get; }

    public ServiceBusClient Client { get; }

    public static async Task<BrokerScenario> StartAsync(BrokerOptions? options = null)
    {
        DevelopmentBroker broker = await DevelopmentBroker.StartAsync(options ?? new BrokerOptions { Topology = Topologies.Sample, Trace = Console.Error.WriteLine });
        return new BrokerScenario(broker, Connect(broker.ConnectionString));
    }

    /// <summary>A client that gives up soon, so that a failing test does not take minutes.</summary>
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
    }
}
