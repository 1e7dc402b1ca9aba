using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Processes the subscription <c>identity</c>: KYC outcomes.</summary>
public sealed class IdentityFunction(EventProcessor processor)
{
    [Function("Identity")]
    public Task RunAsync(
        [ServiceBusTrigger(EventTopic.Setting, EventTopic.IdentitySubscription, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessAsync(EventSubscription.Identity, message, actions, cancellationToken);
}
