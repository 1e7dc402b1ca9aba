using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>
/// Locks selected dead letters. Service Bus delivers messages in its own order, so the messages before a selected one
/// are locked too. Their locks are held until the end, so that they are not delivered again, and are then abandoned.
/// </summary>
/// <remarks>
/// To abandon is harmless here: a dead-letter queue has no delivery limit, no time to live, and no dead-letter queue of
/// its own. To defer would make the messages receivable by number, but would hide them from other receivers permanently if
/// this process died.
/// </remarks>
/// <param name="receivesSingly">Whether to receive messages one by one, because the SDK fails for a whole batch if it cannot read one of them.</param>
internal sealed class LockedDeadLetters(ServiceBusReceiver receiver, TimeProvider time, bool receivesSingly = false) : IAsyncDisposable
{
    private const int BatchSize = 50;

    // If nothing arrives in this time, other receivers hold the rest.
    private static readonly TimeSpan ReceiveTimeout = TimeSpan.FromSeconds(3);

    private readonly LockRenewal _held = new(receiver, time);

    /// <summary>Yields the selected messages that are free, locked. Others hold the rest, or have completed it.</summary>
    public async IAsyncEnumerable<ServiceBusReceivedMessage> TakeAsync(
        IReadOnlyList<SelectedDeadLetter> chosen, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        while (awaited.Count > 0 && await ReceiveAsync(cancellationToken) is { Count: > 0 } batch)
        {
            _held.Add(batch);
            foreach (ServiceBusReceivedMessage message in batch.Where(message => awaited.Remove(message.SequenceNumber)))
            {
                yield return message;
            }
        }
    }

    // An unreadable message stays locked, and out of the way, until its lock ends.
    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await receiver.ReceiveMessagesAsync(receivesSingly ? 1 : BatchSize, ReceiveTimeout, cancellationToken);
            }
            catch (Exception failure) when (receivesSingly && MessagePeek.IsUnreadable(failure))
            {
                // The next one.
            }
        }
    }

    /// <returns>False if the lock expired, so that the dead letter is still in the queue.</returns>
    public async Task<bool> TryCompleteAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            // Not cancellable, because the operation is done.
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

    // Another tool may have deferred it. Then it can only be received by its number.
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

/// <summary>Renews each lock after half of its duration, and abandons at the end the messages that are still locked.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Messages that are not abandoned in this time are free when their locks expire.
    private static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, (ServiceBusReceivedMessage Message, DateTimeOffset RenewAt)> _held = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceBusReceiver _receiver;
    private readonly TimeProvider _time;
    private readonly Task _renewing;

    public LockRenewal(ServiceBusReceiver receiver, TimeProvider time)
    {
        _receiver = receiver;
        _time = time;
        _renewing = RenewAsync();
    }

    public void Add(IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (ServiceBusReceivedMessage message in messages)
        {
            Keep(message, _time.GetUtcNow());
        }
    }

    public void Remove(ServiceBusReceivedMessage message) => _held.TryRemove(message.SequenceNumber, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
        using var limit = new CancellationTokenSource(AbandonTimeout, _time);
        await ForEachAsync(_held.Values.Select(held => held.Message), message => _receiver.AbandonMessageAsync(message, cancellationToken: limit.Token));
    }

    private void Keep(ServiceBusReceivedMessage message, DateTimeOffset since) =>
        _held[message.SequenceNumber] = (message, since + ((message.LockedUntil - since) / 2));

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Pause, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                DateTimeOffset now = _time.GetUtcNow();
                await ForEachAsync(_held.Values.Where(held => held.RenewAt <= now).Select(held => held.Message), RenewAsync);
            }
        }
        catch (OperationCanceledException)
        {
            // No lock is needed any more.
        }
    }

    private async Task RenewAsync(ServiceBusReceivedMessage message)
    {
        DateTimeOffset asked = _time.GetUtcNow();
        await _receiver.RenewMessageLockAsync(message, _stop.Token);
        if (_held.ContainsKey(message.SequenceNumber))
        {
            Keep(message, asked);
        }
    }

    private static Task ForEachAsync(IEnumerable<ServiceBusReceivedMessage> messages, Func<ServiceBusReceivedMessage, Task> action) =>
        Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, _) =>
        {
            try
            {
                await action(message);
            }
            catch (Exception)
            {
                // The lock is lost or will expire, and the completion reports it.
            }
        });
}
