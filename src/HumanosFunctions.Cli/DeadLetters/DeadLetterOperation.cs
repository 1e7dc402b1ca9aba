using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>
/// Does one thing to each chosen dead letter, and takes it out of its queue once that is done, never before. What fails
/// for one does not stop the others; what was not done is said at the end.
/// </summary>
/// <param name="done">What has been done, as a word for the report.</param>
internal sealed class DeadLetterOperation(DeadLetterEntity entity, ServiceBusReceiver receiver, string done, TextWriter output, TimeProvider time)
{
    // So many failures one after the other are not those of single dead letters: the namespace is away, say.
    private const int MostInARow = 3;

    private readonly DeadLetterPeek _peek = new(receiver);
    private readonly List<string> _notDone = [];

    /// <param name="selection">The dead letters that are meant.</param>
    /// <param name="prepare">What comes first; returns why a dead letter has to stay, or null.</param>
    /// <param name="cancellationToken">Ends the work between two dead letters, or in the midst of a preparation.</param>
    public async Task<int> RunAsync(
        DeadLetterSelection selection, Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare, CancellationToken cancellationToken)
    {
        SelectedDeadLetters chosen = await SelectedDeadLetters.FindAsync(_peek, selection, time.GetUtcNow(), cancellationToken);
        var left = chosen.DeadLetters.Select(deadLetter => deadLetter.SequenceNumber).ToHashSet();
        int count = 0;
        int failedInARow = 0;
        try
        {
            await using var locked = new LockedDeadLetters(receiver, time);
            await foreach (ServiceBusReceivedMessage message in locked.TakeAsync(chosen.DeadLetters, cancellationToken))
            {
                left.Remove(message.SequenceNumber);
                try
                {
                    count += await FinishAsync(locked, message, prepare, cancellationToken) ? 1 : 0;
                    failedInARow = 0;
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested && ++failedInARow < MostInARow)
                {
                    NotDone(message.SequenceNumber, DeadLetterProblem.Explain(failure, receiver.FullyQualifiedNamespace) ?? $"it failed with {failure.GetType().Name}.");
                }
                catch
                {
                    left.Add(message.SequenceNumber);
                    throw;
                }
            }

            Report(left, "not available now, because somebody else holds or has just taken it.");
        }
        catch
        {
            Report(left, "the command ended before it.");
            throw;
        }
        finally
        {
            // Also when it was stopped, or failed half way.
            await SayAsync(chosen, count);
        }

        return count == chosen.DeadLetters.Count && chosen.Missing.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task<bool> FinishAsync(
        LockedDeadLetters locked,
        ServiceBusReceivedMessage message,
        Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare,
        CancellationToken cancellationToken)
    {
        string? problem = await prepare(message, cancellationToken);

        // A completion whose answer was lost is tried again, and then finds no lock.
        if (problem is null && !await locked.TryCompleteAsync(message) && await _peek.FindAsync(message.SequenceNumber, CancellationToken.None) is not null)
        {
            problem = "its lock ended, so it is still there; run the same command again.";
        }

        if (problem is not null)
        {
            NotDone(message.SequenceNumber, problem);
        }

        return problem is null;
    }

    private void Report(IEnumerable<long> left, string why)
    {
        foreach (long number in left.Order())
        {
            NotDone(number, why);
        }
    }

    private void NotDone(long number, string why) => _notDone.Add($"{entity.Name} {number}: not {done}: {why}");

    private async Task SayAsync(SelectedDeadLetters chosen, int count)
    {
        foreach (string line in _notDone.Concat(chosen.Missing.Select(number => $"{entity.Name} {number}: not found.")))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync($"{entity.Name}: {count} of {chosen.DeadLetters.Count + chosen.Missing.Count} {done}{Younger(chosen)}.");
    }

    private static string Younger(SelectedDeadLetters chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}
