namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>Dead letters as aligned columns, for people.</summary>
internal static class DeadLetterTable
{
    private const string Gap = "  ";

    private static readonly string[] Headings =
        ["ENTITY", "SEQUENCE", "REASON", "AGE", "EVENT TYPE", "EVENT ID", "REQUEST", "ATTEMPTS", "DELIVERIES"];

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

    private static string[] Cells(DeadLetterFacts deadLetter) =>
    [
        deadLetter.Entity,
        $"{deadLetter.SequenceNumber}",
        PlainText.Of(deadLetter.Reason),
        Span.Format(deadLetter.Age),
        PlainText.Of(deadLetter.EventType),
        PlainText.Of(deadLetter.EventId),
        PlainText.Of(deadLetter.RequestId),
        $"{deadLetter.Attempts}",
        $"{deadLetter.DeliveryCount}",
    ];
}
