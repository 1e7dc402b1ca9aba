using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>
/// Settles messages through the processor, which records a settlement only after the broker confirms it. If a settlement
/// throws, the message is completed or abandoned when the function ends.
/// </summary>
internal sealed class DeliveryActions(ProcessMessageEventArgs delivery) : ServiceBusMessageActions
{
    private static readonly ConditionalWeakTable<ServiceBusReceivedMessage, object> DeadLettered = [];

    /// <summary>Whether a function has dead-lettered the message; the processor does not tell.</summary>
    public static bool HasDeadLettered(ServiceBusReceivedMessage message) => DeadLettered.TryGetValue(message, out _);

    public override Task CompleteMessageAsync(
        ServiceBusReceivedMessage message,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return delivery.CompleteMessageAsync(message, cancellationToken);
    }

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return delivery.AbandonMessageAsync(message, propertiesToModify, cancellationToken);
    }

    public override async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await delivery.DeadLetterMessageAsync(
            message,
            propertiesToModify ?? [],
            deadLetterReason,
            deadLetterErrorDescription,
            cancellationToken);
        DeadLettered.TryAdd(message, this);
    }

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return delivery.DeferMessageAsync(message, propertiesToModify, cancellationToken);
    }

    public override Task RenewMessageLockAsync(
        ServiceBusReceivedMessage message,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return delivery.RenewMessageLockAsync(message, cancellationToken);
    }
}
