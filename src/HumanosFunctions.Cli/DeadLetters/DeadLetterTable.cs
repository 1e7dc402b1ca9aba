using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>Dead letters as aligned columns, for people.</summary>
internal static class DeadLetterTable
{
    private const string Gap = "  ";
    private const int LongestCause = 80;

    private static readonly string[] Headings =
        ["ENTITY", "SEQUENCE", "REASON", "AGE", "EVENT TYPE", "EVENT ID", "REQUEST", "ATTEMPTS", "DELIVERIES", "CAUSE"];

    public static async Task WriteAsync(TextWriter output, IReadOnlyList<DeadLetterFacts> deadLetters)
    {
        if (deadLetters.Count == 0)
        {
            return;
        }

        string[][] rows = [Headings, .. deadLetters.Select(Cells)];
        int[] widths = [.. Headings.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            await output.WriteLineAsync(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        await output.WriteLineAsync();
    }

    // The methods that it came through are for "show" and for scripts.
    private static string Short(string cause)
    {
        string head = cause.Split(';')[0];
        return head.Length > LongestCause ? $"{head[..LongestCause]}…" : head;
    }

    private static string[] Cells(DeadLetterFacts deadLetter) =>
    [
        deadLetter.Entity,
        $"{deadLetter.SequenceNumber}",
        PlainText.Of(deadLetter.Reason),
        DurationText.Format(deadLetter.Age),
        PlainText.Of(deadLetter.EventType),
        PlainText.Of(deadLetter.EventId),
        PlainText.Of(deadLetter.RequestId),
        $"{deadLetter.Attempts}",
        $"{deadLetter.DeliveryCount}",
        deadLetter.Cause is { Length: > 0 } cause ? PlainText.Of(Short(cause)) : string.Empty,
    ];
}
