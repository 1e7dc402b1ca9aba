using Azure.Messaging.ServiceBus;
using Humanos.Webhooks.ServiceBus;
using SampleSubscriber;

if (SubscriberSettings.Read(args) is not { } settings)
{
    Console.Error.WriteLine(SubscriberSettings.Usage);
    return 1;
}

using var stop = new StopSignal();
await using var client = new ServiceBusClient(settings.ConnectionString);
await using var subscriber = new Subscriber(client, settings, new EventMessageReader(LargeEvents.FromEnvironment().OpenAsync, new RecentEvents()));
await subscriber.StartAsync();
Console.WriteLine("ready");
await stop.Received;
await subscriber.StopAsync();
Console.WriteLine("stopped");
return 0;
