using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace BareWorker;

/// <summary>
/// The least that a worker does for a message: it completes the message itself, or returns and lets the host complete it. Each has
/// the subscriptions of the app's three processors.
/// </summary>
public sealed class MessageFunctions
{
    private const string Topic = "humanos-events";
    private const string Connection = "ServiceBusConnection";

    [Function("CompleteCredential")]
    public Task CompleteCredentialAsync(
        [ServiceBusTrigger(Topic, "credential", Connection = Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) => actions.CompleteMessageAsync(message, cancellationToken);

    [Function("CompleteIdentity")]
    public Task CompleteIdentityAsync(
        [ServiceBusTrigger(Topic, "identity", Connection = Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) => actions.CompleteMessageAsync(message, cancellationToken);

    [Function("CompleteOtpFailed")]
    public Task CompleteOtpFailedAsync(
        [ServiceBusTrigger(Topic, "otp-failed", Connection = Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken) => actions.CompleteMessageAsync(message, cancellationToken);

    [Function("ReturnCredential")]
    public Task ReturnCredentialAsync([ServiceBusTrigger(Topic, "credential", Connection = Connection)] ServiceBusReceivedMessage message) => ReturnAsync(message);

    [Function("ReturnIdentity")]
    public Task ReturnIdentityAsync([ServiceBusTrigger(Topic, "identity", Connection = Connection)] ServiceBusReceivedMessage message) => ReturnAsync(message);

    [Function("ReturnOtpFailed")]
    public Task ReturnOtpFailedAsync([ServiceBusTrigger(Topic, "otp-failed", Connection = Connection)] ServiceBusReceivedMessage message) => ReturnAsync(message);

    private static Task ReturnAsync(ServiceBusReceivedMessage message) =>
        message.Body.ToMemory().IsEmpty ? throw new InvalidOperationException("The message has no body.") : Task.CompletedTask;
}
