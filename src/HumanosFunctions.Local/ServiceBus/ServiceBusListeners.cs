using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>All listeners. They start after HTTP and the app's services, and stop before them.</summary>
internal sealed partial class ServiceBusListeners(
    IFunctionRuntime runtime,
    ServiceBusListenerFactory factory,
    TimeProvider time,
    ILogger<ServiceBusListeners> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a function has to end after its token is cancelled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _aborted = new();
    private ServiceBusListener[] _listeners = [];
    private Task _drained = Task.CompletedTask;

    /// <summary>Creates the listeners, so that invalid settings fail before anything runs.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _listeners = [.. runtime.Functions
            .Where(function => function.Trigger is ServiceBusFunctionTrigger && !factory.IsDisabled(function))
            .Select(function => factory.Create(function, (ServiceBusFunctionTrigger)function.Trigger, _aborted.Token))];
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_listeners.Select(listener => listener.StartAsync(cancellationToken)));

    /// <summary>Starts to stop the listeners. HTTP drains at the same time.</summary>
    public Task StoppingAsync(CancellationToken graceOver)
    {
        _drained = Task.WhenAll(_listeners.Select(listener => listener.StopAsync()));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken graceOver)
    {
        try
        {
            await _drained.WaitAsync(graceOver);
        }
        catch (OperationCanceledException)
        {
            await AbortAsync();
        }
    }

    public Task StoppedAsync(CancellationToken graceOver) => Task.CompletedTask;

    public void Dispose() => _aborted.Dispose();

    private async Task AbortAsync()
    {
        await _aborted.CancelAsync();
        try
        {
            await _drained.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            Log.LeftRunning(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Functions did not end after they were cancelled; their messages are delivered again when the locks expire")]
        public static partial void LeftRunning(ILogger logger);
    }
}

/// <summary>Creates the listener of a function from its trigger, the app settings and host.json.</summary>
internal sealed class ServiceBusListenerFactory(
    ServiceBusConnections connections,
    IConfiguration settings,
    HostSettings host,
    IFunctionRuntime runtime,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <summary>As in the Functions host, a setting turns a function off.</summary>
    public bool IsDisabled(DiscoveredFunction function) => settings.GetValue($"AzureWebJobs.{function.Name}.Disabled", defaultValue: false);

    public ServiceBusListener Create(DiscoveredFunction function, ServiceBusFunctionTrigger trigger, CancellationToken aborted)
    {
        ServiceBusClient client = connections.Open(function, Resolve(trigger.Connection));
        string source = Resolve(trigger.Source);
        string? subscription = trigger.Subscription is null ? null : Resolve(trigger.Subscription);
        return new ServiceBusListener(
            runtime.Open(function, services),
            subscription is null ? client.CreateProcessor(source, Options(trigger)) : client.CreateProcessor(source, subscription, Options(trigger)),
            () => subscription is null ? client.CreateReceiver(source) : client.CreateReceiver(source, subscription),
            time,
            services.GetService<IHostObserver>(),
            loggers.CreateLogger($"Function.{function.Name}"),
            aborted);

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
