using System.Globalization;

namespace Benchmarks.Comparison.Rows;

/// <summary>One line of the table.</summary>
/// <param name="What">The measured value.</param>
/// <param name="Ours">Median and range of the ingestor.</param>
/// <param name="Theirs">Median and range of the compared server.</param>
/// <param name="Ratio">The ratio of the medians.</param>
/// <param name="Goal">The goal for the ratio or the value.</param>
internal sealed record TableRow(string What, string Ours, string Theirs, string Ratio, string Goal)
{
    public const string Header = """
        | what | ours | compared with | ratio | goal |
        |---|---|---|---|---|
        """;

    public string Line => $"| {What} | {Ours} | {Theirs} | {Ratio} | {Goal} |";

    /// <summary>Compares the medians of two series.</summary>
    public static TableRow Of(string what, IEnumerable<double> ours, IEnumerable<double> theirs, string format, string goal = "–")
    {
        (Spread mine, Spread other) = (Spread.Of(ours), Spread.Of(theirs));
        return new TableRow(what, mine.Show(format), other.Show(format), (mine.Median / other.Median).ToString("N2", CultureInfo.InvariantCulture) + "×", goal);
    }
}

/// <summary>The median and the range of several measurements.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        double median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    public string Show(string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Min.ToString(format, CultureInfo.InvariantCulture)}–{Max.ToString(format, CultureInfo.InvariantCulture)})");
}
