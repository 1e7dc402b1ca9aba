using System.Xml.Linq;

namespace Bootstrap;

/// <summary>Builds everything, runs every test project, and adds up the results.</summary>
public sealed class TestRun(Repository repository)
{
    // Read by Effort in tests/Testing; the test processes inherit it.
    private const string LongVariable = "HUMANOS_TEST_LONG";

    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly string _results = repository.Path("TestResults");

    public async Task<int> RestoreAsync() =>
        await ChildProcess.RunAsync("dotnet", ["restore", Solution, "--nologo", "-v", "quiet"], repository.Root);

    public async Task<int> RunAsync(TestOptions options)
    {
        if (options.IsLong)
        {
            Environment.SetEnvironmentVariable(LongVariable, "1");
        }

        if (await ChildProcess.RunAsync("dotnet", ["build", Solution, "-c", "Release", "--nologo", "-v", "quiet"], repository.Root) != 0)
        {
            Console.WriteLine("0 passed, 1 failed");
            return 1;
        }

        if (Directory.Exists(_results))
        {
            Directory.Delete(_results, recursive: true);
        }

        // One project at a time, because the tests start servers that share the cores.
        int exitCode = await ChildProcess.RunAsync(
            "dotnet",
            ["test", Solution, "-c", "Release", "--no-build", "--nologo", "-m:1", "--logger", "trx", "--results-directory", _results, .. options.Others],
            repository.Root);
        PrintLongReports();
        return Report(exitCode);
    }

    private string Solution => repository.Path("HumanosFunctions.sln");

    private void PrintLongReports()
    {
        string folder = Path.Combine(_results, "long");
        string[] reports = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.md") : [];
        foreach (string report in reports.Order(StringComparer.Ordinal))
        {
            Console.WriteLine();
            Console.WriteLine(File.ReadAllText(report));
        }
    }

    private int Report(int exitCode)
    {
        XElement[] counters = Directory.Exists(_results)
            ? [.. Directory.GetFiles(_results, "*.trx").Select(file => XDocument.Load(file).Descendants(Trx + "Counters").Single())]
            : [];
        int total = Sum(counters, "total");
        int passed = Sum(counters, "passed");
        int skipped = total - Sum(counters, "executed");
        int failed = total - passed - skipped;

        // A test process that crashes reports no failed test, only an exit code.
        failed = exitCode != 0 && failed == 0 ? 1 : failed;
        Console.WriteLine(skipped == 0 ? $"{passed} passed, {failed} failed" : $"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static int Sum(IEnumerable<XElement> counters, string name) => counters.Sum(counter => (int)counter.Attribute(name)!);
}

/// <summary>The arguments of test.cs: its own <c>--long</c>, and the options for dotnet test.</summary>
public sealed record TestOptions(bool IsLong, IReadOnlyList<string> Others)
{
    private const string Long = "--long";

    public static TestOptions Of(IReadOnlyCollection<string> arguments) =>
        new(arguments.Contains(Long), [.. arguments.Where(argument => argument != Long)]);
}
