using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Tests.ServiceBus;

/// <summary>Does with each message what its subject says.</summary>
internal static class SettlingFunctions
{
    public sealed class Settle(Inbox inbox)
    {
        [Function("Settle")]
        public Task Run(
            [ServiceBusTrigger("orders", Connection = "Orders")] ServiceBusReceivedMessage message,
            ServiceBusMessageActions actions,
            CancellationToken cancellationToken)
        {
            inbox.Add($"{message.Subject} {message.DeliveryCount}");
            return message.Subject switch
            {
                "complete" => actions.CompleteMessageAsync(message, cancellationToken),
                "dead-letter" => actions.DeadLetterMessageAsync(
                    message,
                    deadLetterReason: "invalid",
                    deadLetterErrorDescription: "never works",
                    cancellationToken: cancellationToken),
                "dead-letter with property" => actions.DeadLetterMessageAsync(
                    message,
                    new Dictionary<string, object> { ["why"] = "property" },
                    "invalid",
                    cancellationToken: cancellationToken),
                "defer" => actions.DeferMessageAsync(message, cancellationToken: cancellationToken),
                "abandon once" when message.DeliveryCount == 1 => actions.AbandonMessageAsync(
                    message,
                    new Dictionary<string, object> { ["seen"] = true },
                    cancellationToken),
                "renew" => actions.RenewMessageLockAsync(message, cancellationToken),
                "settle in vain" => SettleInVainAsync(message, actions),
                "settle and throw" => SettleAndThrowAsync(message, actions, cancellationToken),
                "throw" => throw new InvalidTimeZoneException("private text"),
                "throw cancellation" when message.DeliveryCount == 1 => throw new TaskCanceledException("not asked for"),
                _ => Task.CompletedTask,
            };
        }

        private static async Task SettleInVainAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => actions.DeadLetterMessageAsync(message, cancellationToken: new CancellationToken(canceled: true)));

        private static async Task SettleAndThrowAsync(
            ServiceBusReceivedMessage message,
            ServiceBusMessageActions actions,
            CancellationToken cancellationToken)
        {
            await actions.CompleteMessageAsync(message, cancellationToken);
            throw new InvalidTimeZoneException("private text");
        }
    }

    public sealed class LeaveAlone(Inbox inbox)
    {
        [Function("Settle")]
        public void Run([ServiceBusTrigger("orders", Connection = "Orders", AutoCompleteMessages = false)] ServiceBusReceivedMessage message)
        {
            inbox.Add($"{message.Subject} {message.DeliveryCount}");
            if (message.Subject == "throw once" && message.DeliveryCount == 1)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }

    public sealed class AlwaysComplete
    {
        [Function("Settle")]
        public void Run([ServiceBusTrigger("orders", Connection = "Orders", AutoCompleteMessages = true)] string body) => _ = body;
    }
}
