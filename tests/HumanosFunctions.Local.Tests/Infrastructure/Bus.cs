using Azure.Messaging.ServiceBus;
using LocalServiceBus;

namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>A broker with one queue and one topic, and a client to it.</summary>
internal sealed class Bus : IAsyncDisposable
{
    public const string Queue = "orders";
    public const string Subscription = "events/Subscriptions/all";
    public const int MaxDeliveries = 3;

    private const string Topology = """
        {
          "UserConfig": {
            "Namespaces": [
              {
                "Name": "sbemulatorns",
                "Queues": [ { "Name": "orders", "Properties": { "LockDuration": "PT1M", "MaxDeliveryCount": 3 } } ],
                "Topics": [
                  {
                    "Name": "events",
                    "Subscriptions": [ { "Name": "all", "Properties": { "LockDuration": "PT1M", "MaxDeliveryCount": 3 } } ]
                  }
                ]
              }
            ]
          }
        }
        """;

    private Bus(DevelopmentBroker broker)
    {
        Broker = broker;
        Client = new ServiceBusClient(broker.ConnectionString);
    }

    public DevelopmentBroker Broker { get; }

    public ServiceBusClient Client { get; }

    public QueueStatistics Statistics => Broker.Statistics(Queue);

    public static async Task<Bus> StartAsync() =>
        new(await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Parse(Topology) }));

    /// <summary>A set-up whose setting "Orders" is the connection to this broker.</summary>
    public RunningApp.Setup Connected(RunningApp.Setup setup) =>
        setup with { Settings = new(setup.Settings) { ["Orders"] = Broker.ConnectionString } };

    public async Task SendAsync(ServiceBusMessage message, string entity = Queue)
    {
        await using ServiceBusSender sender = Client.CreateSender(entity);
        await sender.SendMessageAsync(message);
    }

    public Task BecomesAsync(Func<QueueStatistics, bool> condition, string what) =>
        Eventually.IsTrueAsync(() => condition(Statistics), what);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
