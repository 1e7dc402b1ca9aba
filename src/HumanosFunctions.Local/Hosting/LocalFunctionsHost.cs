using System.Reflection;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Local.InProcess;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting;

/// <summary>
/// Runs the functions of an assembly in this process, or of a worker in a separate process: HTTP triggers on Kestrel, Service Bus
/// triggers with the real SDK.
/// </summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LocalFunctionsHostOptions _options;
    private readonly IFunctionRuntime _runtime;
    private readonly Lock _stopGate = new();
    private Task? _stopped;

    private LocalFunctionsHost(WebApplication application, LocalFunctionsHostOptions options, IFunctionRuntime runtime)
    {
        _application = application;
        _options = options;
        _runtime = runtime;
        BaseAddress = new Uri(application.Urls.Single() + "/");
        Functions = [.. runtime.Functions.Select(function => function.Name)];
    }

    public Uri BaseAddress { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>The worker's process id; null if the functions run in this process.</summary>
    public int? WorkerProcessId => (_runtime as WorkerRuntime)?.ProcessId;

    /// <summary>The functions' names, in alphabetical order.</summary>
    public IReadOnlyList<string> Functions { get; }

    /// <summary>Returns when HTTP accepts requests and every listener runs.</summary>
    /// <exception cref="HostConfigurationException">A function, a setting or host.json is not valid.</exception>
    public static async Task<LocalFunctionsHost> StartAsync(
        LocalFunctionsHostOptions options,
        CancellationToken cancellationToken = default)
    {
        IFunctionRuntime runtime = await StartRuntimeAsync(options, cancellationToken);
        WebApplication? application = null;
        try
        {
            application = LocalHostApplication.Build(options, runtime);
            await application.StartAsync(cancellationToken);
            return new LocalFunctionsHost(application, options, runtime);
        }
        catch
        {
            await (application?.DisposeAsync() ?? ValueTask.CompletedTask);
            await runtime.DisposeAsync();
            throw;
        }
    }

    private static async Task<IFunctionRuntime> StartRuntimeAsync(LocalFunctionsHostOptions options, CancellationToken cancellationToken) => options switch
    {
        { Worker: { } worker } => await WorkerRuntime.StartAsync(
            worker, HostJson.Read(options.HostJsonPath, options.Configuration), options.Configuration, options.ConfigureLogging, options.Time, cancellationToken),
        { FunctionAssembly: { } assembly } => new InProcessRuntime(assembly),
        _ => throw new ArgumentException($"Either {nameof(options.FunctionAssembly)} or {nameof(options.Worker)} must be given.", nameof(options)),
    };

    /// <summary>
    /// Accepts no new work, lets running functions finish within the grace period, then cancels them. A cancelled token ends the
    /// grace period at once. Further calls wait for the same stop.
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
        // Functions may run until the last trigger stops.
        await _runtime.DisposeAsync();
    }
}

public sealed class LocalFunctionsHostOptions
{
    /// <summary>The assembly whose methods with <c>[Function]</c> run in this process.</summary>
    public Assembly? FunctionAssembly { get; init; }

    /// <summary>The worker program that runs in place of <see cref="FunctionAssembly"/>.</summary>
    public WorkerOptions? Worker { get; init; }

    /// <summary>The app settings, flattened; <see cref="LocalSettings"/> reads them as Core Tools does.</summary>
    public required IConfiguration Configuration { get; init; }

    public required string HostJsonPath { get; init; }

    /// <summary>The loopback port of the HTTP triggers. 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>The longest body that the host buffers. For a longer one, it calls the function without the body.</summary>
    /// <remarks>Null buffers every body that the host accepts.</remarks>
    public long? MaxBufferedBody { get; init; }

    /// <summary>How long the host waits for a body.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public Action<IServiceCollection> ConfigureServices { get; init; } = _ => { };

    /// <summary>Adds endpoints beside those of the functions.</summary>
    public Action<WebApplication> ConfigureApplication { get; init; } = _ => { };

    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = _ => { };

    /// <summary>How long functions may continue to run after a stop is requested, before their tokens are cancelled.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
