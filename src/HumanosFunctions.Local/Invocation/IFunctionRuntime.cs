using HumanosFunctions.Local.Discovery;

namespace HumanosFunctions.Local.Invocation;

/// <summary>Where an app's functions run: in this process, or in that of a worker.</summary>
internal interface IFunctionRuntime : IAsyncDisposable
{
    /// <summary>In the order of their names.</summary>
    IReadOnlyList<DiscoveredFunction> Functions { get; }

    /// <param name="function">One of <see cref="Functions"/>.</param>
    /// <param name="services">The host's own.</param>
    IFunction Open(DiscoveredFunction function, IServiceProvider services);
}
