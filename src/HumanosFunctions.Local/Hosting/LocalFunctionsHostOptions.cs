using System.Reflection;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Local.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting;

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

    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = _ => { };

    /// <summary>How long functions may continue to run after a stop is requested, before their tokens are cancelled.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
