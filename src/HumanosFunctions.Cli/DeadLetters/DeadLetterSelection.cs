using Azure.Messaging.ServiceBus;
using System.Runtime.CompilerServices;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Which dead letters of an entity are meant.</summary>
/// <param name="Numbers">Their sequence numbers; none where all are meant.</param>
/// <param name="Max">The most to take.</param>
/// <param name="OlderThan">Leaves alone what came to the entity since; null leaves nothing alone, not even what a clock ahead of ours says is yet to come.</param>
internal sealed record DeadLetterSelection(IReadOnlyList<long> Numbers, int Max = int.MaxValue, TimeSpan? OlderThan = null);

/// <summary>The dead letters that a selection means, as they are when it is made: what comes later is left alone.</summary>
/// <param name="DeadLetters">Seen, not locked.</param>
/// <param name="Missing">Numbers that no dead letter has.</param>
/// <param name="Younger">How many are left alone because they are too young.</param>
internal sealed record SelectedDeadLetters(IReadOnlyList<SelectedDeadLetter> DeadLetters, IReadOnlyList<long> Missing, int Younger)
{
    public static async Task<SelectedDeadLetters> FindAsync(
        DeadLetterPeek peek, DeadLetterSelection selection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new List<SelectedDeadLetter>();
        var missing = new List<long>();
        int younger = 0;
        IAsyncEnumerable<ServiceBusReceivedMessage> candidates = selection.Numbers.Count == 0
            ? peek.AllAsync(cancellationToken)
            : ByNumberAsync(peek, selection.Numbers.Distinct(), missing, cancellationToken);
        await foreach (ServiceBusReceivedMessage message in candidates)
        {
            if (now - message.EnqueuedTime < selection.OlderThan)
            {
                younger++;
                continue;
            }

            found.Add(new SelectedDeadLetter(message.SequenceNumber, message.State == ServiceBusMessageState.Deferred));
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

/// <param name="SequenceNumber">Its number in the dead-letter queue.</param>
/// <param name="IsDeferred">Whether some tool has deferred it: then it is handed out by its number only.</param>
internal sealed record SelectedDeadLetter(long SequenceNumber, bool IsDeferred);

/// <summary>Looks at dead letters without locking them, so that nobody else is disturbed.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> where the entity does not exist.</remarks>
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
