using System.Globalization;

namespace Benchmarks.Comparison.Rows;

/// <summary>One line of the table.</summary>
/// <param name="What">The measured value.</param>
/// <param name="Ours">Median and range of the ingestor.</param>
/// <param name="Theirs">Median and range of the compared server.</param>
/// <param name="Ratio">Median and range of the ratios of the rounds.</param>
/// <param name="Goal">The goal for the ratio or the value.</param>
internal sealed record TableRow(string What, string Ours, string Theirs, string Ratio, string Goal)
{
    public const string Header = """
        | what | ours | compared with | ratio | goal |
        |---|---|---|---|---|
        """;

    public string Line => $"| {What} | {Ours} | {Theirs} | {Ratio} | {Goal} |";

    /// <summary>
    /// Compares two series of the same rounds. The two values of a round were measured one after the other, so their ratio changes less
    /// than the values do when the machine becomes slower or faster.
    /// </summary>
    public static TableRow Of(string what, IEnumerable<double> ours, IEnumerable<double> theirs, string format, string goal = "–")
    {
        Spread ratio = Spread.Of(ours.Zip(theirs, (mine, other) => mine / other));
        return new TableRow(what, Spread.Of(ours).Show(format), Spread.Of(theirs).Show(format), ratio.Show("N2", unit: "×"), goal);
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

    /// <returns>The median and, of more than one measurement, the range.</returns>
    public string Show(string format, string unit = "")
    {
        return Max > Min ? $"{Text(Median)} ({Text(Min)}–{Text(Max)})" : Text(Median);

        string Text(double figure) => figure.ToString(format, CultureInfo.InvariantCulture) + unit;
    }
}
