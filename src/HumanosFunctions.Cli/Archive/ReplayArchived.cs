using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Sends archived events again, each at most once for a replay, however often the replay is interrupted.</summary>
internal sealed class ReplayArchived(EventArchive archive, ErasedArchived erased, IPayloadStore payloads, TextWriter output, TimeProvider time)
{
    /// <summary>Lists what a replay would send.</summary>
    public async Task<int> PreviewAsync(ArchiveFilter filter, ReplayTarget target, string progressPath, CancellationToken cancellationToken)
    {
        var outcome = new ReplayOutcome();
        int unsure = 0;
        using (ReplayProgress? known = File.Exists(progressPath) ? ReplayProgress.Open(progressPath, filter.From, filter.To ?? time.GetUtcNow()) : null)
        using (var progress = ProgressLine.OnError(time, "archive"))
        {
            await foreach (ArchivedEvent archived in ChosenAsync(Within(filter, known), target, known, outcome, progress, cancellationToken))
            {
                await output.WriteLineAsync(ArchivedText.LineOf(archived.Header));
                outcome.Sent++;
            }

            unsure = known?.Unsure.Names.Count ?? 0;
        }

        if (unsure > 0)
        {
            await output.WriteLineAsync($"An interruption left open whether {unsure} of them were sent before.");
        }

        await output.WriteLineAsync($"{target.Name}: {outcome.Sent} would be sent{outcome.Rest}. Nothing was sent.");
        return outcome.Problems == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    /// <param name="filter">Which events are sent.</param>
    /// <param name="target">Where they are sent.</param>
    /// <param name="client">The Service Bus.</param>
    /// <param name="progressPath">The file with the progress.</param>
    /// <param name="interrupted">What becomes of events that an earlier run may have sent.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public async Task<int> RunAsync(
        ArchiveFilter filter, ReplayTarget target, ServiceBusClient client, string progressPath, InterruptedEvents interrupted, CancellationToken cancellationToken)
    {
        using ReplayProgress known = ReplayProgress.Open(progressPath, filter.From, filter.To ?? time.GetUtcNow());
        if (known.IsFinished)
        {
            await output.WriteLineAsync($"This replay is finished: {known.SentBefore} events were sent. To send them again, delete {progressPath}.");
            return ExitCode.Usage;
        }

        if (interrupted == InterruptedEvents.Decide && !known.Unsure.AreRemembered(time.GetUtcNow()))
        {
            return await RefuseAsync(known.Unsure);
        }

        return await RunAsync(filter, target, client, known, interrupted, cancellationToken);
    }

    private async Task<int> RunAsync(
        ArchiveFilter filter, ReplayTarget target, ServiceBusClient client, ReplayProgress known, InterruptedEvents interrupted, CancellationToken cancellationToken)
    {
        var outcome = new ReplayOutcome();
        await using ServiceBusSender sender = client.CreateSender(target.Entity);
        var sending = new ReplaySending(target, sender, known, payloads, time);
        try
        {
            using var progress = ProgressLine.OnError(time, "replay");
            await SettleAsync(known, interrupted, target, sending, outcome, cancellationToken);
            await foreach (ArchivedEvent[] group in ChosenAsync(Within(filter, known), target, known, outcome, progress, cancellationToken).Chunk(ReplaySending.GroupSize).WithCancellation(cancellationToken))
            {
                await sending.SendAsync(group, cancellationToken);
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

    private async Task<int> RefuseAsync(UnsureEvents unsure)
    {
        foreach (string name in unsure.Names.Order(StringComparer.Ordinal))
        {
            await output.WriteLineAsync(PlainText.Of(name));
        }

        await output.WriteLineAsync(
            $"The replay was interrupted while it sent these {unsure.Names.Count} events, at {Rfc3339.Format(unsure.Since)}. It is not known which of them the broker has taken, and duplicate detection may not recognize them any more. "
            + $"Nothing was sent now. Add {InterruptedOption.Name} send to send them again, or {InterruptedOption.Name} skip to leave them out.");
        return ExitCode.Usage;
    }

    // At once, while duplicate detection recognizes them: the archive can take long to read.
    private async Task SettleAsync(
        ReplayProgress known, InterruptedEvents interrupted, ReplayTarget target, ReplaySending sending, ReplayOutcome outcome, CancellationToken cancellationToken)
    {
        if (interrupted == InterruptedEvents.Skip)
        {
            known.Sent(known.Unsure.Names);
            outcome.Skipped = known.Unsure.Names.Count;
            return;
        }

        foreach (string[] names in known.Unsure.Names.Order(StringComparer.Ordinal).Chunk(ReplaySending.GroupSize))
        {
            // What is not readable, or is erased now, is counted when the archive is read.
            ArchiveReading[] read = await Task.WhenAll(names.Select(name => archive.ReadAsync(name, cancellationToken)));
            ArchivedEvent[] group = [.. read.OfType<ArchiveReading.Found>().Select(found => found.Event).Where(archived => target.Takes(archived.Header) && !erased.Cover(archived))];
            await sending.SendAsync(group, cancellationToken);
            outcome.Sent += group.Length;
            outcome.SentNow += group.Length;
        }
    }

    private static ArchiveFilter Within(ArchiveFilter filter, ReplayProgress? known) =>
        known is null ? filter : filter with { From = known.From, To = known.To };

    private async IAsyncEnumerable<ArchivedEvent> ChosenAsync(
        ArchiveFilter filter,
        ReplayTarget target,
        ReplayProgress? known,
        ReplayOutcome outcome,
        ProgressLine progress,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An event that was accepted again in a later hour is archived twice.
        var ids = new HashSet<UInt128>();
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
                ids.Add(ReplayProgress.KeyOf(archived.Header.EventId));
            }
            else if (ids.Add(ReplayProgress.KeyOf(archived.Header.EventId)))
            {
                yield return archived;
            }
        }
    }

    private sealed class ReplayOutcome
    {
        public int Sent { get; set; }

        /// <summary>Those of an interrupted run, which are recorded as sent when the archive is read.</summary>
        public int SentNow { get; set; }

        /// <summary>Left out by request, and recorded as sent.</summary>
        public int Skipped { get; set; }

        public int Before { get; set; }

        public int OfOthers { get; set; }

        public int Erased { get; set; }

        public int Problems { get; set; }

        /// <summary>The end of a sentence.</summary>
        public string Rest =>
            $"{(Before - SentNow - Skipped is > 0 and var before ? $", {before} were sent before" : "")}{(Skipped > 0 ? $", {Skipped} are left out" : "")}{(OfOthers > 0 ? $", {OfOthers} have another subject" : "")}{(Erased > 0 ? $", {Erased} belong to erased requests" : "")}{(Problems > 0 ? $", {Problems} not readable" : "")}";
    }
}
