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
/// <param name="Unreadable">Numbers of dead letters that the SDK cannot read.</param>
internal sealed record SelectedDeadLetters(
    IReadOnlyList<SelectedDeadLetter> DeadLetters, IReadOnlyList<long> Missing, IReadOnlyList<long> Unreadable, int Younger)
{
    /// <summary>The number of all that were meant, except those that are too young.</summary>
    public int Total => DeadLetters.Count + Missing.Count + Unreadable.Count;

    public static async Task<SelectedDeadLetters> FindAsync(
        DeadLetterEntity entity, MessagePeek peek, DeadLetterSelection selection, DateTimeOffset now, bool keepMessages, CancellationToken cancellationToken)
    {
        var found = new List<SelectedDeadLetter>();
        var missing = new List<long>();
        var unreadable = new List<long>();
        int younger = 0;
        IAsyncEnumerable<PeekedMessage> candidates = selection.Numbers.Count == 0
            ? peek.AllAsync(cancellationToken)
            : ByNumberAsync(peek, selection.Numbers.Distinct(), missing, cancellationToken);
        await foreach ((long number, ServiceBusReceivedMessage? message) in candidates)
        {
            DeadLetterFacts facts = message is null ? DeadLetterFacts.Unreadable(number, entity) : DeadLetterFacts.Of(message, entity, now);
            if (!selection.Filter.Matches(facts))
            {
                continue;
            }

            if (message is null)
            {
                unreadable.Add(number);
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

        return new SelectedDeadLetters(found, missing, unreadable, younger);
    }

    private static async IAsyncEnumerable<PeekedMessage> ByNumberAsync(
        MessagePeek peek, IEnumerable<long> numbers, List<long> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
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
