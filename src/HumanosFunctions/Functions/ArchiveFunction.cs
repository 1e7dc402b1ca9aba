using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Processes the subscription <c>archive</c>: keeps every event, whatever its type.</summary>
public sealed class ArchiveFunction(EventProcessor processor)
{
    [Function("Archive")]
    public Task RunAsync(
        [ServiceBusTrigger(EventTopic.Setting, EventTopic.ArchiveSubscription, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessAsync(EventSubscription.Archive, message, actions, cancellationToken);
}
