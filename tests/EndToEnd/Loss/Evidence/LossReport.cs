using System.Globalization;
using System.Text;
using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss.Evidence;

/// <summary>What was sent, what failed and what came of it, as a Markdown table: numbers only.</summary>
internal sealed class LossReport(Verdict verdict, QueueCensus queues, AuditWitness witness, Tally sending, Tally faults)
{
    public string Write(int seed, int sent, TimeSpan duration)
    {
        var table = new StringBuilder("## Loss\n\n| what | how many |\n|---|---|\n");
        Row("seed", seed);
        Row("seconds", (long)duration.TotalSeconds);
        Row("events sent", sent);
        foreach ((string what, long count) in sending.All)
        {
            Row(what, count);
        }

        Row("events processed", verdict.Processed);
        Row("events on the topic", queues.Topics.Accepted);
        Row("duplicates absorbed by the topic", queues.Topics.DuplicatesDropped);
        Row("received again by a subscriber", witness.Redeliveries);
        foreach ((string fault, long count) in faults.All)
        {
            Row($"fault: {fault}", count);
        }

        Row("**lost**", verdict.Lost.Count);
        Row("**foreign**", verdict.Foreign.Count);
        Row("**published twice**", verdict.PublishedTwice.Count);
        Row("**with another effect or other bytes**", verdict.WithAnotherEffect.Union(verdict.WithOtherBytes).Count());
        Row("**dead-lettered**", queues.DeadLettered);
        return table.ToString();

        void Row(string what, long count) => table.Append(CultureInfo.InvariantCulture, $"| {what} | {count} |\n");
    }
}
