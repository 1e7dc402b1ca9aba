using HumanosFunctions.Local.Hosting.Discovery;
using Microsoft.AspNetCore.Builder;

namespace HumanosFunctions.Local.Hosting;

/// <summary>Runs the functions of an assembly in this process: HTTP triggers on Kestrel, Service Bus triggers with the real SDK.</summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LocalFunctionsHostOptions _options;
    private readonly Lock _stopGate = new();
    private Task? _stopped;

    private LocalFunctionsHost(WebApplication application, LocalFunctionsHostOptions options, IEnumerable<DiscoveredFunction> functions)
    {
        _application = application;
        _options = options;
        BaseAddress = new Uri(application.Urls.Single() + "/");
        Functions = [.. functions.Select(function => function.Name)];
    }

    public Uri BaseAddress { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>The functions' names, in alphabetical order.</summary>
    public IReadOnlyList<string> Functions { get; }

    /// <summary>Returns once HTTP accepts and every pump runs.</summary>
    /// <exception cref="HostConfigurationException">A function, a setting or host.json cannot work.</exception>
    public static async Task<LocalFunctionsHost> StartAsync(
        LocalFunctionsHostOptions options,
        CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DiscoveredFunction> functions = FunctionDiscovery.Find(options.FunctionAssembly);
        WebApplication application = LocalHostApplication.Build(options, functions);
        try
        {
            await application.StartAsync(cancellationToken);
            return new LocalFunctionsHost(application, options, functions);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Takes nothing new, lets what runs finish within the grace time, then cancels it. A cancelled token ends the grace at once;
    /// every call after the first waits for the same stop.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_stopGate)
        {
            return _stopped ??= StopOnceAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        using var grace = new CancellationTokenSource(_options.ShutdownGrace, _options.Time);
        using var graceOver = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await _application.StopAsync(graceOver.Token);
    }
}
