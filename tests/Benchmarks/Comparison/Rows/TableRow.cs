namespace Benchmarks.Comparison.Rows;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">Median and spread of the ingestor.</param>
/// <param name="Theirs">Median and spread of what it is compared with.</param>
/// <param name="Ratio">Ours to theirs, of the medians.</param>
/// <param name="Goal">What it should be.</param>
internal sealed record TableRow(string What, string Ours, string Theirs, string Ratio, string Goal)
{
    public const string Header = """
        | what | ours | compared with | ratio | goal |
        |---|---|---|---|---|
        """;

    public string Line => $"| {What} | {Ours} | {Theirs} | {Ratio} | {Goal} |";
}
