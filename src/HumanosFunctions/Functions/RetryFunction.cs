using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Processes an event again for the subscription that failed when the scheduled time has come.</summary>
public sealed class RetryFunction(EventProcessor processor)
{
    [Function("Retry")]
    public Task RunAsync(
        [ServiceBusTrigger(EventCopy.Queue, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessCopyAsync(message, actions, cancellationToken);
}
