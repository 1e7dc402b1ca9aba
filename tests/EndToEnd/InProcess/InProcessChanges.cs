using EndToEnd.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.InProcess;

/// <summary>What a test replaces in the app: a clock, the client of a vault, a log provider.</summary>
public sealed record InProcessChanges
{
    /// <summary>With a worker process, the services below are not used.</summary>
    public FunctionsHost Host { get; init; }

    /// <summary>The largest invocation or response between the host and a worker.</summary>
    public int? MaxMessageBytes { get; init; }

    /// <summary>Registered before the app's services, which do not replace them.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Registered after the app's services, which they replace.</summary>
    public Action<IServiceCollection> Replaced { get; init; } = _ => { };

    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}
