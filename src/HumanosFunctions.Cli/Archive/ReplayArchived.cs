using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Sends archived events again, each at most once for a replay, however often the replay is interrupted.</summary>
internal sealed class ReplayArchived(EventArchive archive, ErasedArchived erased, IPayloadStore payloads, TextWriter output, TimeProvider time)
{
    // What an interruption can leave unrecorded: duplicate detection drops the repetition.
    private const int Group = 32;

    /// <summary>Lists what a replay would send.</summary>
    public async Task<int> PreviewAsync(ArchiveFilter filter, ReplayTarget target, string progressPath, CancellationToken cancellationToken)
    {
        var outcome = new ReplayOutcome();
        using (ReplayProgress? known = File.Exists(progressPath) ? ReplayProgress.Open(progressPath, filter.From, filter.To ?? time.GetUtcNow()) : null)
        using (var progress = ProgressLine.OnError(time, "archive"))
        {
            await foreach (ArchivedEvent archived in ChosenAsync(Within(filter, known), target, known, outcome, progress, cancellationToken))
            {
                await output.WriteLineAsync(ArchivedText.LineOf(archived.Header));
                outcome.Sent++;
            }
        }

        await output.WriteLineAsync($"{target.Name}: {outcome.Sent} would be sent{outcome.Rest}. Nothing was sent.");
        return outcome.Problems == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    public async Task<int> RunAsync(ArchiveFilter filter, ReplayTarget target, ServiceBusClient client, string progressPath, CancellationToken cancellationToken)
    {
        using ReplayProgress known = ReplayProgress.Open(progressPath, filter.From, filter.To ?? time.GetUtcNow());
        if (known.IsFinished)
        {
            await output.WriteLineAsync($"This replay is finished: {known.SentBefore} events were sent. To send them again, delete {progressPath}.");
            return ExitCode.Usage;
        }

        var outcome = new ReplayOutcome();
        await using ServiceBusSender sender = client.CreateSender(target.Entity);
        try
        {
            using var progress = ProgressLine.OnError(time, "replay");
            await foreach (ArchivedEvent[] group in ChosenAsync(Within(filter, known), target, known, outcome, progress, cancellationToken).Chunk(Group).WithCancellation(cancellationToken))
            {
                await SendAsync(group, target, sender, known, cancellationToken);
                outcome.Sent += group.Length;
            }

            // An unreadable object can be repaired. Then the same command sends only that event.
            if (outcome.Problems == 0)
            {
                known.Finish();
            }

            return outcome.Problems == 0 ? ExitCode.Done : ExitCode.Problem;
        }
        finally
        {
            // Also if the command is stopped or fails.
            await output.WriteLineAsync($"{target.Name}: {outcome.Sent} sent{outcome.Rest}.{(known.IsFinished ? "" : " Repeat the command to continue.")}");
        }
    }

    private static ArchiveFilter Within(ArchiveFilter filter, ReplayProgress? known) =>
        known is null ? filter : filter with { From = known.From, To = known.To };

    private async Task SendAsync(ArchivedEvent[] group, ReplayTarget target, ServiceBusSender sender, ReplayProgress known, CancellationToken cancellationToken)
    {
        ServiceBusMessage[] messages = await Task.WhenAll(group.Select(archived => target.MessageAsync(archived, known.Id, payloads, cancellationToken)));
        // One by one, because together they can be too large for one transfer.
        await Task.WhenAll(messages.Select(message => sender.SendMessageAsync(message, cancellationToken)));
        known.Sent(group.Select(archived => archived.Name));
    }

    private async IAsyncEnumerable<ArchivedEvent> ChosenAsync(
        ArchiveFilter filter,
        ReplayTarget target,
        ReplayProgress? known,
        ReplayOutcome outcome,
        ProgressLine progress,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An event that was accepted again in a later hour is archived twice.
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (ArchiveReading reading in filter.ReadAsync(archive, progress, cancellationToken))
        {
            if (reading is not ArchiveReading.Found { Event: var archived })
            {
                outcome.Problems++;
                await output.WriteLineAsync(ArchivedText.ProblemOf(reading, asJson: false));
            }
            else if (!target.Takes(archived.Header))
            {
                outcome.OfOthers++;
            }
            else if (erased.Cover(archived))
            {
                outcome.Erased++;
            }
            else if (known?.IsSent(archived.Name) == true)
            {
                outcome.Before++;
                ids.Add(archived.Header.EventId);
            }
            else if (ids.Add(archived.Header.EventId))
            {
                yield return archived;
            }
        }
    }

    private sealed class ReplayOutcome
    {
        public int Sent { get; set; }

        public int Before { get; set; }

        public int OfOthers { get; set; }

        public int Erased { get; set; }

        public int Problems { get; set; }

        /// <summary>The end of a sentence.</summary>
        public string Rest =>
            $"{(Before > 0 ? $", {Before} were sent before" : "")}{(OfOthers > 0 ? $", {OfOthers} have another subject" : "")}{(Erased > 0 ? $", {Erased} belong to erased requests" : "")}{(Problems > 0 ? $", {Problems} not readable" : "")}";
    }
}
