using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

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

/// <summary>A function that triggers call, wherever it runs.</summary>
internal interface IFunction
{
    string Name { get; }

    /// <summary>Calls it with a request whose body has come.</summary>
    /// <returns>Null where the function returns nothing.</returns>
    ValueTask<HttpResult?> HandleRequestAsync(HttpContext http);

    /// <summary>Calls it with a message. One that throws leaves the message to be abandoned.</summary>
    ValueTask HandleMessageAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken);
}

/// <summary>What a function answers a request with, wherever it ran.</summary>
internal sealed record HttpResult(
    int Status,
    IEnumerable<KeyValuePair<string, StringValues>> Headers,
    IReadOnlyList<IHttpCookie> Cookies,
    Stream Body);
