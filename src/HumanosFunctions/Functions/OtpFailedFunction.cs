using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Processes the subscription <c>otp-failed</c>: failed one-time passwords.</summary>
public sealed class OtpFailedFunction(EventProcessor processor)
{
    [Function("OtpFailed")]
    public Task RunAsync(
        [ServiceBusTrigger(EventTopic.Setting, EventTopic.OtpFailedSubscription, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessAsync(EventSubscription.OtpFailed, message, actions, cancellationToken);
}
