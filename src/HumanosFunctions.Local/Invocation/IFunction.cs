using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Invocation;

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
