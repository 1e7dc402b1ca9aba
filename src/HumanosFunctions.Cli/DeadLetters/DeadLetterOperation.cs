using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>
/// Runs an operation on each selected dead letter, and completes the dead letter only after the operation succeeds. A
/// failure does not stop the others. The report at the end lists what was not done. An instance is for one run.
/// </summary>
/// <param name="done">The past participle of the operation, for the report.</param>
internal sealed class DeadLetterOperation(DeadLetterEntity entity, ServiceBusReceiver receiver, string done, TextWriter output, TimeProvider time)
{
    // This many consecutive failures are not caused by single dead letters, but for example by an outage.
    private const int MaxConsecutiveFailures = 3;

    private readonly MessagePeek _peek = new(receiver);
    private readonly List<string> _notDone = [];
    private readonly HashSet<long> _left = [];
    private int _count;

    /// <param name="selection">The selected dead letters.</param>
    /// <param name="prepare">The operation. Returns why a dead letter must stay in its queue, or null.</param>
    /// <param name="cancellationToken">Ends the run between two dead letters, or during an operation.</param>
    public async Task<int> RunAsync(
        DeadLetterSelection selection, Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare, CancellationToken cancellationToken)
    {
        SelectedDeadLetters chosen = await SelectedDeadLetters.FindAsync(entity, _peek, selection, time.GetUtcNow(), keepMessages: false, cancellationToken);
        _left.UnionWith(chosen.DeadLetters.Select(deadLetter => deadLetter.SequenceNumber));
        try
        {
            await FinishAllAsync(chosen, prepare, cancellationToken);
            Report(_left, "not available now, because another receiver holds or has just completed it.");
        }
        catch
        {
            Report(_left, "the command ended before it.");
            throw;
        }
        finally
        {
            // Also if the command is stopped or fails.
            await SayAsync(chosen);
        }

        return _count == chosen.Total ? ExitCode.Done : ExitCode.Problem;
    }

    /// <summary>Lists what would be done, and changes nothing.</summary>
    /// <param name="selection">The selected dead letters.</param>
    /// <param name="problem">Why a dead letter would stay in its queue, or null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<int> PreviewAsync(DeadLetterSelection selection, Func<ServiceBusReceivedMessage, string?> problem, CancellationToken cancellationToken)
    {
        SelectedDeadLetters chosen = await SelectedDeadLetters.FindAsync(entity, _peek, selection, time.GetUtcNow(), keepMessages: true, cancellationToken);
        ILookup<string?, SelectedDeadLetter> byProblem = chosen.DeadLetters.ToLookup(deadLetter => problem(deadLetter.Message!));
        await DeadLetterTable.WriteAsync(output, [.. byProblem[null].Select(deadLetter => deadLetter.Facts)]);
        foreach ((string why, SelectedDeadLetter deadLetter) in byProblem.Where(group => group.Key is not null).SelectMany(group => group.Select(deadLetter => (group.Key!, deadLetter))))
        {
            await output.WriteLineAsync($"{entity.Name} {deadLetter.SequenceNumber}: would not be {done}: {why}");
        }

        foreach (long number in chosen.Unreadable)
        {
            await output.WriteLineAsync($"{entity.Name} {number}: would not be {done}: {MessagePeek.Unreadable}");
        }

        foreach (long number in chosen.Missing)
        {
            await output.WriteLineAsync($"{entity.Name} {number}: not found.");
        }

        int count = byProblem[null].Count();
        await output.WriteLineAsync($"{entity.Name}: {count} of {chosen.Total} would be {done}{Younger(chosen)}.");
        return count == chosen.Total ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task FinishAllAsync(
        SelectedDeadLetters chosen, Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare, CancellationToken cancellationToken)
    {
        int consecutiveFailures = 0;
        using ProgressLine progress = ProgressLine.OnError(time, entity.Name);
        await using var locked = new LockedDeadLetters(receiver, time, receivesSingly: chosen.Unreadable.Count > 0);
        await foreach (ServiceBusReceivedMessage message in locked.TakeAsync(chosen.DeadLetters, cancellationToken))
        {
            progress.Show(chosen.DeadLetters.Count - _left.Count, chosen.DeadLetters.Count);
            _left.Remove(message.SequenceNumber);
            try
            {
                _count += await FinishAsync(locked, message, prepare, cancellationToken) ? 1 : 0;
                consecutiveFailures = 0;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && ++consecutiveFailures < MaxConsecutiveFailures)
            {
                NotDone(message.SequenceNumber, DeadLetterProblem.Explain(failure, receiver.FullyQualifiedNamespace) ?? $"it failed with {failure.GetType().Name}.");
            }
            catch
            {
                _left.Add(message.SequenceNumber);
                throw;
            }
        }
    }

    private async Task<bool> FinishAsync(
        LockedDeadLetters locked,
        ServiceBusReceivedMessage message,
        Func<ServiceBusReceivedMessage, CancellationToken, Task<string?>> prepare,
        CancellationToken cancellationToken)
    {
        string? problem = await prepare(message, cancellationToken);

        // The SDK retries a completion whose response is lost. The retry finds no lock, although the message is completed.
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

    private async Task SayAsync(SelectedDeadLetters chosen)
    {
        foreach (long number in chosen.Unreadable)
        {
            NotDone(number, MessagePeek.Unreadable);
        }

        foreach (string line in _notDone.Concat(chosen.Missing.Select(number => $"{entity.Name} {number}: not found.")))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync($"{entity.Name}: {_count} of {chosen.Total} {done}{Younger(chosen)}.");
    }

    private static string Younger(SelectedDeadLetters chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}
