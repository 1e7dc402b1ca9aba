using System.Globalization;

namespace Testing;

/// <summary>How many cases a test runs: few by default, many in the long run (<c>dotnet test.cs --long</c>).</summary>
public static class Effort
{
    public const string Variable = "HUMANOS_TEST_LONG";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    public static int Of(int everyRun, int longRun) => IsLong ? longRun : everyRun;

    /// <summary>For a test that runs for a duration instead of a number of cases.</summary>
    public static TimeSpan Of(TimeSpan everyRun, TimeSpan longRun) => IsLong ? longRun : everyRun;
}

/// <summary>The seed of a random test: set HUMANOS_SEED to repeat a run that failed.</summary>
public static class Seed
{
    public const string Variable = "HUMANOS_SEED";

    public static int Next() =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next();
}

/// <summary>Writes the results of a long run as Markdown. test.cs prints them after the tests.</summary>
public static class LongReport
{
    /// <summary>Writes a report in the long run, and does nothing otherwise.</summary>
    /// <param name="name">The name of the file without extension, one per test.</param>
    /// <param name="markdown">Counts, times, and sizes, without any payload content.</param>
    public static void Write(string name, string markdown)
    {
        if (!Effort.IsLong)
        {
            return;
        }

        string folder = RepositoryFiles.Path("TestResults", "long");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".md"), markdown.TrimEnd() + Environment.NewLine);
    }
}
