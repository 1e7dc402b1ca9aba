using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>Makes the listener of a function from its trigger, the app settings and host.json.</summary>
internal sealed class ServiceBusListenerFactory(
    ServiceBusConnections connections,
    IConfiguration settings,
    HostSettings host,
    IFunctionRuntime runtime,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public ServiceBusListener Create(DiscoveredFunction function, ServiceBusFunctionTrigger trigger, CancellationToken aborted) => new(
        runtime.Open(function, services),
        CreateProcessor(function, trigger),
        time,
        loggers.CreateLogger($"Function.{function.Name}"),
        aborted);

    private ServiceBusProcessor CreateProcessor(DiscoveredFunction function, ServiceBusFunctionTrigger trigger)
    {
        ServiceBusClient client = connections.Open(function, Resolve(trigger.Connection));
        string source = Resolve(trigger.Source);
        return trigger.Subscription is { } subscription
            ? client.CreateProcessor(source, Resolve(subscription), Options(trigger))
            : client.CreateProcessor(source, Options(trigger));

        string Resolve(string text) => SettingReferences.Resolve(function, text, settings);
    }

    private ServiceBusProcessorOptions Options(ServiceBusFunctionTrigger trigger) => new()
    {
        AutoCompleteMessages = trigger.AutoComplete ?? host.ServiceBus.AutoCompleteMessages,
        MaxAutoLockRenewalDuration = host.ServiceBus.MaxAutoLockRenewalDuration,
        MaxConcurrentCalls = host.ServiceBus.MaxConcurrentCalls,
        PrefetchCount = host.ServiceBus.PrefetchCount,
    };
}
