using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Selects dead letters of an entity.</summary>
/// <param name="Numbers">The sequence numbers; empty selects all.</param>
/// <param name="Max">The maximum number.</param>
/// <param name="OlderThan">The minimum age. Null selects any age, even a negative one, which occurs if the broker's clock is ahead.</param>
internal sealed record DeadLetterSelection(IReadOnlyList<long> Numbers, int Max = int.MaxValue, TimeSpan? OlderThan = null)
{
    public DeadLetterFilter Filter { get; init; } = DeadLetterFilter.None;
}

/// <summary>The dead letters that match a selection when the command starts. Later ones are not included.</summary>
/// <param name="DeadLetters">Peeked, not locked.</param>
/// <param name="Missing">The numbers for which there is no dead letter.</param>
/// <param name="Younger">The number of dead letters that are too young.</param>
internal sealed record SelectedDeadLetters(IReadOnlyList<SelectedDeadLetter> DeadLetters, IReadOnlyList<long> Missing, int Younger)
{
    public static async Task<SelectedDeadLetters> FindAsync(
        DeadLetterEntity entity, DeadLetterPeek peek, DeadLetterSelection selection, DateTimeOffset now, bool keepMessages, CancellationToken cancellationToken)
    {
        var found = new List<SelectedDeadLetter>();
        var missing = new List<long>();
        int younger = 0;
        IAsyncEnumerable<ServiceBusReceivedMessage> candidates = selection.Numbers.Count == 0
            ? peek.AllAsync(cancellationToken)
            : ByNumberAsync(peek, selection.Numbers.Distinct(), missing, cancellationToken);
        await foreach (ServiceBusReceivedMessage message in candidates)
        {
            DeadLetterFacts facts = DeadLetterFacts.Of(message, entity, now);
            if (!selection.Filter.Matches(facts))
            {
                continue;
            }

            if (now - message.EnqueuedTime < selection.OlderThan)
            {
                younger++;
                continue;
            }

            found.Add(new SelectedDeadLetter(message.SequenceNumber, message.State == ServiceBusMessageState.Deferred) { Facts = facts, Message = keepMessages ? message : null });
            if (found.Count == selection.Max)
            {
                break;
            }
        }

        return new SelectedDeadLetters(found, missing, younger);
    }

    private static async IAsyncEnumerable<ServiceBusReceivedMessage> ByNumberAsync(
        DeadLetterPeek peek, IEnumerable<long> numbers, List<long> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (long number in numbers)
        {
            if (await peek.FindAsync(number, cancellationToken) is { } message)
            {
                yield return message;
            }
            else
            {
                missing.Add(number);
            }
        }
    }
}

/// <param name="SequenceNumber">The number in the dead-letter queue.</param>
/// <param name="IsDeferred">Whether another tool deferred it. Then it can only be received by its number.</param>
internal sealed record SelectedDeadLetter(long SequenceNumber, bool IsDeferred)
{
    public required DeadLetterFacts Facts { get; init; }

    /// <summary>Null unless it was asked for: payloads can be large.</summary>
    public ServiceBusReceivedMessage? Message { get; init; }
}

/// <summary>Peeks at dead letters, so that no lock affects other receivers.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> if the entity does not exist.</remarks>
internal sealed class DeadLetterPeek(ServiceBusReceiver receiver)
{
    private const int PageSize = 100;

    public async IAsyncEnumerable<ServiceBusReceivedMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long next = 0;
        while (await PeekAsync(next, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (ServiceBusReceivedMessage message in page)
            {
                yield return message;
            }

            next = page[^1].SequenceNumber + 1;
        }
    }

    public async Task<ServiceBusReceivedMessage?> FindAsync(long sequenceNumber, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServiceBusReceivedMessage> page = await PeekAsync(sequenceNumber, 1, cancellationToken);
        return page.FirstOrDefault(message => message.SequenceNumber == sequenceNumber);
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(long from, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await receiver.PeekMessagesAsync(count, from, cancellationToken);
        }
        catch (ServiceBusException missing) when (missing.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            throw new InvalidDataException($"{receiver.FullyQualifiedNamespace} has no '{receiver.EntityPath}'.", missing);
        }
    }
}
