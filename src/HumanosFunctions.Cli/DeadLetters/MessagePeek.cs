using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>A message as it was peeked.</summary>
/// <param name="Message">
/// Null if the SDK cannot read it, because a property is a map for example. Then the number is that of the last one of a row of such
/// messages: the SDK does not tell them apart.
/// </param>
internal readonly record struct PeekedMessage(long SequenceNumber, ServiceBusReceivedMessage? Message);

/// <summary>Reads messages without locking them, so that no receiver is affected.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> if the entity does not exist.</remarks>
internal sealed class MessagePeek(ServiceBusReceiver receiver)
{
    /// <summary>Why the SDK cannot read a message, for people.</summary>
    public const string Unreadable = "the Service Bus SDK cannot read its properties. Use another tool, such as Service Bus Explorer, to look at it or to delete it.";

    private const int PageSize = 100;

    /// <summary>Whether the SDK failed because of what a message contains. It then fails for all messages of the same call.</summary>
    public static bool IsUnreadable(Exception failure) => failure is SerializationException;

    public async IAsyncEnumerable<PeekedMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long next = 0; await PageAsync(next, PageSize, cancellationToken) is { Count: > 0 } page; next = page[^1].SequenceNumber + 1)
        {
            foreach (PeekedMessage message in page)
            {
                yield return message;
            }
        }
    }

    /// <summary>Returns null if no message has the number.</summary>
    public async Task<PeekedMessage?> FindAsync(long sequenceNumber, CancellationToken cancellationToken)
    {
        IReadOnlyList<PeekedMessage> page = await PageAsync(sequenceNumber, 1, cancellationToken);
        return page is [var first] && first.SequenceNumber == sequenceNumber ? first : null;
    }

    public async Task<IReadOnlyList<PeekedMessage>> PageAsync(long from, int count, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await receiver.PeekMessagesAsync(count, from, cancellationToken)).Select(message => new PeekedMessage(message.SequenceNumber, message))];
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return await OneByOneAsync(from, count, cancellationToken);
        }
        catch (ServiceBusException missing) when (missing.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            throw new InvalidDataException($"{receiver.FullyQualifiedNamespace} has no '{receiver.EntityPath}'.", missing);
        }
    }

    private async Task<IReadOnlyList<PeekedMessage>> OneByOneAsync(long from, int count, CancellationToken cancellationToken)
    {
        var page = new List<PeekedMessage>();
        for (long next = from; page.Count < count; next = page[^1].SequenceNumber + 1)
        {
            (bool isReadable, ServiceBusReceivedMessage? message) = await TryPeekAsync(next, cancellationToken);
            if (isReadable && message is null)
            {
                break;
            }

            page.Add(message is null ? new PeekedMessage(await LastUnreadableAsync(next, cancellationToken), null) : new PeekedMessage(message.SequenceNumber, message));
        }

        return page;
    }

    // Peeking fails from every number up to that of the unreadable message. Doubled until it does not fail, then halved.
    private async Task<long> LastUnreadableAsync(long from, CancellationToken cancellationToken)
    {
        long step = 1;
        while (!(await TryPeekAsync(from + step, cancellationToken)).IsReadable)
        {
            step *= 2;
        }

        long low = from + (step / 2), high = from + step;
        while (low + 1 < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = (await TryPeekAsync(middle, cancellationToken)).IsReadable ? (low, middle) : (middle, high);
        }

        return high - 1;
    }

    private async Task<(bool IsReadable, ServiceBusReceivedMessage? Message)> TryPeekAsync(long from, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await receiver.PeekMessageAsync(from, cancellationToken));
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return (false, null);
        }
    }
}

/// <summary>Reads application properties, which another sender can give any kind of value.</summary>
internal static class MessageProperty
{
    /// <summary>Returns the text, or null if there is none.</summary>
    public static string? Text(this ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out object? value) && value is string { Length: > 0 } text ? text : null;
}
