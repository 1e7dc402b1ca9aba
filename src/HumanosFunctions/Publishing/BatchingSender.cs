using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Batches concurrent sends. A message is sent immediately if fewer than <see cref="MaxTransfers"/> transfers are running. Otherwise it
/// joins the batch of the next transfer. So batching adds no delay, and batches grow with the load. A large message is sent alone. Each
/// send completes with the acknowledgement of its own message.
/// </summary>
public sealed class BatchingSender(BatchTransmitter line)
{
    // Enough to keep the link busy while transfers wait for their acknowledgement. With more, batches would be smaller.
    public const int MaxTransfers = 4;

    // Service Bus bills by 64 KiB, so batching a larger message saves nothing, and the SDK copies batched messages.
    private const int LargeBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<PendingMessage> _waiting = [];
    private int _transfers;

    public string EntityPath => line.EntityPath;

    /// <summary>
    /// Completes when the broker has acknowledged this message. It throws the exceptions of the SDK's sender. Cancellation affects only this
    /// message, not others in the same batch.
    /// </summary>
    public Task SendAsync(ServiceBusMessage message, CancellationToken cancellationToken) =>
        message.Body.ToMemory().Length > LargeBytes ? line.SendAloneAsync(message, cancellationToken) : BatchAsync(message, cancellationToken);

    private Task BatchAsync(ServiceBusMessage message, CancellationToken cancellationToken)
    {
        var waiting = new PendingMessage(message, cancellationToken);
        bool isFree;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            isFree = _transfers < MaxTransfers;
            _transfers += isFree ? 1 : 0;
        }

        if (isFree)
        {
            _ = TransferAsync();
        }

        return waiting.Acknowledged;
    }

    private async Task TransferAsync()
    {
        // Let work that is already queued in the thread pool add messages first. On an idle pool this takes no time.
        await Task.Yield();
        while (TakeAll() is { Count: > 0 } messages)
        {
            await line.SendAsync(messages);
        }
    }

    // Under one lock: a message that arrives when the queue is empty always finds a free transfer.
    private List<PendingMessage> TakeAll()
    {
        lock (_gate)
        {
            List<PendingMessage> messages = [.. _waiting.Where(message => !message.IsCanceled)];
            _waiting.Clear();
            _transfers -= messages.Count == 0 ? 1 : 0;
            return messages;
        }
    }
}

/// <summary>A message that waits for its transfer and acknowledgement.</summary>
internal sealed class PendingMessage(ServiceBusMessage message, CancellationToken cancellationToken)
{
    // Continuations run asynchronously, so that they do not delay the completion of other messages of the batch.
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceBusMessage Message => message;

    /// <summary>Completes when the broker has acknowledged the message, or throws the exception of the transfer or of the cancellation.</summary>
    public Task Acknowledged => _acknowledged.Task.WaitAsync(cancellationToken);

    /// <summary>Whether the caller has cancelled, so that the message need not be sent.</summary>
    public bool IsCanceled => cancellationToken.IsCancellationRequested;

    public void Acknowledge() => _acknowledged.TrySetResult();

    public void Fail(Exception failure)
    {
        _acknowledged.TrySetException(failure);

        // Observe the exception, because the caller may have cancelled.
        _ = _acknowledged.Task.Exception;
    }
}

/// <summary>Completes all messages of a transfer.</summary>
internal static class PendingMessages
{
    public static void Acknowledge(this IReadOnlyList<PendingMessage> messages)
    {
        foreach (PendingMessage message in messages)
        {
            message.Acknowledge();
        }
    }

    /// <summary>Does not affect messages that are already completed.</summary>
    public static void Fail(this IReadOnlyList<PendingMessage> messages, Exception failure)
    {
        foreach (PendingMessage message in messages)
        {
            message.Fail(failure);
        }
    }
}
