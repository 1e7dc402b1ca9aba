using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.InProcess;

/// <summary>What a test puts in the place of the app's own: a clock, a vault's client, an ear for the log.</summary>
public sealed record InProcessChanges
{
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}
