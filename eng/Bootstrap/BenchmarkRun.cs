namespace Bootstrap;

/// <summary>Builds the benchmarks for release, and runs the comparison.</summary>
public sealed class BenchmarkRun(Repository repository)
{
    public Task<int> CompareAsync(IEnumerable<string> rows) => ChildProcess.RunAsync(
        "dotnet", ["run", "-c", "Release", "--project", repository.Path("tests", "Benchmarks"), "--", "compare", .. rows], repository.Root);
}
