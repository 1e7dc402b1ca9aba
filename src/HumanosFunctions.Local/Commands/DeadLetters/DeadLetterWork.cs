using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>Does one thing to each chosen dead letter, and takes it out of its queue once that is done, never before.</summary>
/// <param name="done">What has been done, as a word for the report.</param>
internal sealed class DeadLetterWork(DeadLetterEntity entity, ServiceBusReceiver receiver, string done, TextWriter output, TimeProvider time)
{
    private readonly DeadLetterPeek _peek = new(receiver);

    /// <param name="selection">The dead letters that are meant.</param>
    /// <param name="prepare">What comes first; returns why a dead letter has to stay, or null.</param>
    /// <param name="cancellationToken">Ends the work between two dead letters, or in the midst of a preparation.</param>
    public async Task<int> RunAsync(
        DeadLetterSelection selection, Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare, CancellationToken cancellationToken)
    {
        ChosenDeadLetters chosen = await ChosenDeadLetters.FindAsync(_peek, selection, time.GetUtcNow(), cancellationToken);
        var left = chosen.DeadLetters.Select(deadLetter => deadLetter.SequenceNumber).ToHashSet();
        int count = 0;
        bool complete = chosen.Missing.Count == 0;
        try
        {
            await using var locked = new LockedDeadLetters(receiver, time);
            await foreach (ServiceBusReceivedMessage message in locked.TakeAsync(chosen.DeadLetters, cancellationToken))
            {
                left.Remove(message.SequenceNumber);
                if (await FinishAsync(locked, message, prepare, cancellationToken) is { } problem)
                {
                    complete = false;
                    await SayAsync(message.SequenceNumber, $"not {done}: {problem}");
                    continue;
                }

                count++;
            }

            await ReportAsync(left, chosen.Missing);
            return complete && left.Count == 0 ? ExitCode.Done : ExitCode.Problem;
        }
        finally
        {
            // Also when it was stopped, or failed half way.
            await output.WriteLineAsync($"{entity.Name}: {count} of {chosen.DeadLetters.Count + chosen.Missing.Count} {done}{Younger(chosen)}.");
        }
    }

    private async Task<string?> FinishAsync(
        LockedDeadLetters locked,
        ServiceBusReceivedMessage message,
        Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare,
        CancellationToken cancellationToken)
    {
        if (await prepare(message, cancellationToken) is { } problem)
        {
            return problem;
        }

        // A completion whose answer was lost is tried again, and then finds no lock.
        return await locked.TryCompleteAsync(message) || await _peek.FindAsync(message.SequenceNumber, CancellationToken.None) is null
            ? null
            : "its lock ended, so it is still there; run the same command again.";
    }

    private async Task ReportAsync(IEnumerable<long> left, IEnumerable<long> missing)
    {
        foreach (long number in left.Order())
        {
            await SayAsync(number, $"not {done}: not available now, because somebody else holds or has just taken it.");
        }

        foreach (long number in missing)
        {
            await SayAsync(number, "not found.");
        }
    }

    private Task SayAsync(long number, string what) => output.WriteLineAsync($"{entity.Name} {number}: {what}");

    private static string Younger(ChosenDeadLetters chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}
