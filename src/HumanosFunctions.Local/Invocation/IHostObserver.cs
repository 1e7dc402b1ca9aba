using System.IO.Pipelines;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Invocation;

/// <summary>Observes the requests and messages that the host passes to functions. It neither waits nor throws.</summary>
internal interface IHostObserver
{
    /// <summary>A request of an HTTP trigger begins. Returns null if the request is not observed.</summary>
    IObservedRequest? Begin(HttpRequest request);

    /// <summary>A function was called with a message, and returned or threw.</summary>
    void Handled(string function, ServiceBusReceivedMessage message, MessageEnd end, TimeSpan duration);
}

/// <summary>One observed request.</summary>
internal interface IObservedRequest
{
    /// <summary>The whole body has arrived. The observer can read it without consuming it.</summary>
    void Arrived(PipeReader body);

    /// <summary>The answer is about to be written, whether or not the client is still there. Without a body, there is only the status.</summary>
    void End(int status, Stream? body);
}

/// <summary>How a call with a message ended, as the host sees it.</summary>
internal enum MessageEnd
{
    Completed,
    DeadLettered,
    Abandoned,
}
