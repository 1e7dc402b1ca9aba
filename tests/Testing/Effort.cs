namespace Testing;

/// <summary>How much a test does: a little in every run, a lot in the long run (<c>dotnet test.cs --long</c>).</summary>
public static class Effort
{
    public const string Variable = "HUMANOS_TEST_LONG";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    public static int Of(int everyRun, int longRun) => IsLong ? longRun : everyRun;

    /// <summary>For a test that goes on for a time instead of a number of cases.</summary>
    public static TimeSpan Of(TimeSpan everyRun, TimeSpan longRun) => IsLong ? longRun : everyRun;
}
