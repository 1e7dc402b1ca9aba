using EndToEnd.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.InProcess;

/// <summary>What a test puts in the place of the app's own: a clock, a vault's client, an ear for the log.</summary>
public sealed record InProcessChanges
{
    /// <summary>In a worker's process, the services below have no place.</summary>
    public FunctionsHost Host { get; init; }

    /// <summary>The largest message between the host and a worker.</summary>
    public int? MaxMessageBytes { get; init; }

    /// <summary>Registered before the app's own, which then stay out.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Registered after the app's own, and so in their place.</summary>
    public Action<IServiceCollection> Replaced { get; init; } = _ => { };

    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}
