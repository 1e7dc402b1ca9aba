using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing.Otp;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Functions;

/// <summary>Asks Humanos to resend a one-time password when the scheduled time has come.</summary>
public sealed class OtpResendFunction(ResendProcessor processor)
{
    [Function("OtpResend")]
    public Task RunAsync(
        [ServiceBusTrigger(ResendSchedule.Entity, Connection = ServiceBusConnection.Name)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) =>
        processor.ProcessAsync(message, actions, cancellationToken);
}
