using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The dead letters that a selection means, as they are when it is made: what comes later is left alone.</summary>
/// <param name="DeadLetters">Seen, not locked.</param>
/// <param name="Missing">Numbers that no dead letter has.</param>
/// <param name="Younger">How many are left alone because they are too young.</param>
internal sealed record ChosenDeadLetters(IReadOnlyList<ChosenDeadLetter> DeadLetters, IReadOnlyList<long> Missing, int Younger)
{
    public static async Task<ChosenDeadLetters> FindAsync(
        DeadLetterPeek peek, DeadLetterSelection selection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new List<ChosenDeadLetter>();
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

            found.Add(new ChosenDeadLetter(message.SequenceNumber, message.State == ServiceBusMessageState.Deferred));
            if (found.Count == selection.Max)
            {
                break;
            }
        }

        return new ChosenDeadLetters(found, missing, younger);
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
