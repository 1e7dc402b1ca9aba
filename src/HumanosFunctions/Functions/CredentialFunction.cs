using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Processes the subscription <c>credential</c>: consents, signatures, forms and mandates.</summary>
public sealed class CredentialFunction(EventProcessor processor)
{
    [Function("Credential")]
    public Task RunAsync(
        [ServiceBusTrigger(EventTopic.Setting, EventTopic.CredentialSubscription, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessAsync(EventSubscription.Credential, message, actions, cancellationToken);
}
