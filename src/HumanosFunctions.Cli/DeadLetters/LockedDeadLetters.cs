using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>
/// Takes chosen dead letters out of their queue. Service Bus hands messages out in its own order, so those before a
/// chosen one are locked too, held until the end, lest they come again, and then given back.
/// </summary>
/// <remarks>
/// Giving back is harmless here: a dead-letter queue has no limit of deliveries, no time to live, and no dead-letter
/// queue of its own. Deferring would make them receivable by number, but hide them from everybody else for good if
/// this process died.
/// </remarks>
internal sealed class LockedDeadLetters(ServiceBusReceiver receiver, TimeProvider time) : IAsyncDisposable
{
    private const int BatchSize = 50;

    // An empty answer within it means that all else is locked by somebody else.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HeldLocks _held = new(receiver, time);

    /// <summary>Yields, locked, those of the chosen that are free; what does not come is locked by somebody else, or gone.</summary>
    public async IAsyncEnumerable<ServiceBusReceivedMessage> TakeAsync(
        IReadOnlyList<ChosenDeadLetter> chosen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILookup<bool, long> byDeferral = chosen.ToLookup(deadLetter => deadLetter.IsDeferred, deadLetter => deadLetter.SequenceNumber);
        foreach (long number in byDeferral[true])
        {
            if (await TryTakeDeferredAsync(number, cancellationToken) is { } message)
            {
                yield return message;
            }
        }

        var awaited = byDeferral[false].ToHashSet();
        while (awaited.Count > 0 && await receiver.ReceiveMessagesAsync(BatchSize, Patience, cancellationToken) is { Count: > 0 } batch)
        {
            _held.Add(batch);
            foreach (ServiceBusReceivedMessage message in batch.Where(message => awaited.Remove(message.SequenceNumber)))
            {
                yield return message;
            }
        }
    }

    /// <returns>False where the lock had ended: the dead letter is still there.</returns>
    public async Task<bool> TryCompleteAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            // Not to be cancelled: the work that this ends is done.
            await receiver.CompleteMessageAsync(message, CancellationToken.None);
            _held.Remove(message);
            return true;
        }
        catch (ServiceBusException lost) when (lost.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            _held.Remove(message);
            return false;
        }
    }

    public ValueTask DisposeAsync() => _held.DisposeAsync();

    // Another tool may have deferred it; it is handed out by its number only.
    private async Task<ServiceBusReceivedMessage?> TryTakeDeferredAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            ServiceBusReceivedMessage message = await receiver.ReceiveDeferredMessageAsync(number, cancellationToken);
            _held.Add([message]);
            return message;
        }
        catch (ServiceBusException taken) when (taken.Reason is ServiceBusFailureReason.MessageNotFound or ServiceBusFailureReason.MessageLockLost)
        {
            return null;
        }
    }
}
