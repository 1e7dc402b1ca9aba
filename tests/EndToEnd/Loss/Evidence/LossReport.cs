using System.Globalization;
using System.Text;
using EndToEnd.Loss.Sending;
using EndToEnd.Loss.Serving;

namespace EndToEnd.Loss.Evidence;

/// <summary>What was sent, what failed and what came of it, as a Markdown table: numbers only.</summary>
internal sealed class LossReport(Verdict verdict, QueueCensus queues, AuditWitness witness, ArchiveCensus archive, Tally sending, Tally faults)
{
    public string Write(int seed, int sent, TimeSpan duration)
    {
        (string What, long Count)[] rows =
        [
            ("seed", seed),
            ("seconds", (long)duration.TotalSeconds),
            ("events sent", sent),
            .. sending.All.Select(count => (count.Key, count.Value)),
            ("events processed", verdict.Processed),
            ("events on the topic", queues.Topic.Accepted),
            ("events in the archive", archive.EventIds.Count),
            ("duplicates that the topic absorbed", queues.Topic.DuplicatesDropped),
            ("messages that another subscriber got again", witness.Redeliveries),
            .. faults.All.Select(count => ($"fault: {count.Key}", count.Value)),
            .. verdict.Findings.Select(finding => ($"**{finding.Key}**", (long)finding.Value.Count)),
            ("**dead-lettered**", queues.DeadLettered),
        ];
        var table = new StringBuilder("## Loss\n\n| what | how many |\n|---|---|\n");
        foreach ((string what, long count) in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {what} | {count} |\n");
        }

        return table.ToString();
    }
}
