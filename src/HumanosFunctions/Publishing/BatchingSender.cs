using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Lets concurrent publishes share AMQP transfers. A message that finds a free transfer goes at once, with those that
/// come at the same moment; those that come while all are under way go together in the next. So nobody waits for
/// company, and the busier it is, the more messages share a round trip; a large one goes by itself. Each publish still
/// ends with the acknowledgement of its own message.
/// </summary>
public sealed class BatchingSender(BatchTransmitter line)
{
    // Enough to keep the link busy while one transfer waits for its acknowledgement; more would make them smaller.
    public const int MostTransfers = 4;

    // Service Bus bills by 64 KiB: a message beyond that saves nothing by sharing, and the SDK copies what is shared.
    private const int LargeBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<PendingMessage> _waiting = [];
    private int _transfers;

    public string EntityPath => line.EntityPath;

    /// <summary>
    /// Ends when the broker has acknowledged this message. Throws as the SDK's sender does; cancelling gives up waiting
    /// for this message, and is nothing to its neighbours.
    /// </summary>
    public Task SendAsync(ServiceBusMessage message, CancellationToken cancellationToken) =>
        message.Body.ToMemory().Length > LargeBytes ? line.SendAloneAsync(message, cancellationToken) : ShareAsync(message, cancellationToken);

    private Task ShareAsync(ServiceBusMessage message, CancellationToken cancellationToken)
    {
        var waiting = new PendingMessage(message, cancellationToken);
        bool isFree;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            isFree = _transfers < MostTransfers;
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
        // Behind the work that the thread pool has already, which may bring company. An idle pool has none.
        await Task.Yield();
        while (TakeAll() is { Count: > 0 } messages)
        {
            await line.SendAsync(messages);
        }
    }

    // Giving the transfer back and finding nothing to send are one step: no message can fall between them.
    private List<PendingMessage> TakeAll()
    {
        lock (_gate)
        {
            List<PendingMessage> messages = [.. _waiting.Where(message => !message.IsGivenUp)];
            _waiting.Clear();
            _transfers -= messages.Count == 0 ? 1 : 0;
            return messages;
        }
    }
}

/// <summary>A message and whoever waits for its acknowledgement.</summary>
internal sealed class PendingMessage(ServiceBusMessage message, CancellationToken cancellationToken)
{
    // Who waits goes on elsewhere: the transfer that ends here has other messages to tell of.
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceBusMessage Message => message;

    /// <summary>Ends when the broker has acknowledged; throws what the transfer threw, or when it was given up.</summary>
    public Task Acknowledged => _acknowledged.Task.WaitAsync(cancellationToken);

    /// <summary>Nobody waits any more: it need not be sent.</summary>
    public bool IsGivenUp => cancellationToken.IsCancellationRequested;

    public void Acknowledge() => _acknowledged.TrySetResult();

    public void Fail(Exception failure)
    {
        _acknowledged.TrySetException(failure);

        // Seen here, since the one who waited may be gone.
        _ = _acknowledged.Task.Exception;
    }
}

/// <summary>What became of a transfer, told to everyone who waits for a message in it.</summary>
internal static class PendingMessages
{
    public static void Acknowledge(this IReadOnlyList<PendingMessage> messages)
    {
        foreach (PendingMessage message in messages)
        {
            message.Acknowledge();
        }
    }

    /// <summary>Those that were told before are not told again.</summary>
    public static void Fail(this IReadOnlyList<PendingMessage> messages, Exception failure)
    {
        foreach (PendingMessage message in messages)
        {
            message.Fail(failure);
        }
    }
}
