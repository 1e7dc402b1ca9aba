using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting;

public sealed class LocalFunctionsHostOptions
{
    /// <summary>The assembly whose methods with <c>[Function]</c> are served.</summary>
    public required Assembly FunctionAssembly { get; init; }

    /// <summary>The app settings, flattened; <see cref="LocalSettings"/> reads them as Core Tools does.</summary>
    public required IConfiguration Configuration { get; init; }

    public required string HostJsonPath { get; init; }

    /// <summary>The loopback port of the HTTP triggers; 0 takes any free one.</summary>
    public int Port { get; init; }

    public Action<IServiceCollection> ConfigureServices { get; init; } = _ => { };

    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = _ => { };

    /// <summary>How long running functions may go on after a stop was asked for, before their tokens are cancelled.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
