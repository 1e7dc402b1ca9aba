using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.Invocation;

/// <summary>Runs an app's functions: in this process, or in a worker process.</summary>
internal interface IFunctionRuntime : IAsyncDisposable
{
    /// <summary>Sorted by name.</summary>
    IReadOnlyList<DiscoveredFunction> Functions { get; }

    /// <param name="function">One of <see cref="Functions"/>.</param>
    /// <param name="services">The host's services.</param>
    IFunction Open(DiscoveredFunction function, IServiceProvider services);
}

/// <summary>A function that a trigger calls.</summary>
internal interface IFunction
{
    string Name { get; }

    /// <summary>Calls the function with a request whose body has arrived.</summary>
    /// <returns>Null if the function returns nothing.</returns>
    ValueTask<HttpResult?> HandleRequestAsync(HttpContext http);

    /// <summary>Calls the function with a message. If it throws, the message is abandoned.</summary>
    ValueTask HandleMessageAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken);
}

/// <summary>A function's response to a request.</summary>
internal sealed record HttpResult(
    int Status,
    IEnumerable<KeyValuePair<string, StringValues>> Headers,
    IReadOnlyList<IHttpCookie> Cookies,
    Stream Body);

/// <summary>A function in another process failed. Only the name of the exception's type is known.</summary>
internal sealed class FunctionFailure(string typeName) : Exception("The function failed.")
{
    public string TypeName => typeName;

    // An exception's message may contain payload data. Its type does not.
    public static string NameOf(Exception exception) =>
        exception is FunctionFailure { TypeName: var there } ? there : exception.GetType().ToString();
}

/// <summary>No function was called, because no worker is running.</summary>
internal sealed class RuntimeUnavailableException(string message) : Exception(message);
