namespace Bootstrap.Mutation;

/// <summary>
/// Runs Stryker on the code that verifies deliveries and rotates keys. Each change must be noticed by a test, or be explained in
/// tests/Mutation/explained.json. An explanation that is no longer needed fails the run as well.
/// </summary>
public sealed class MutationRun(Repository repository)
{
    private static readonly (string Name, string Tests)[] Parts =
        [("protocol", "Humanos.Webhooks.Tests"), ("rotation", "HumanosFunctions.Tests")];

    public async Task<int> RunAsync(IReadOnlyCollection<string> names)
    {
        if (await ChildProcess.RunAsync("dotnet", ["tool", "restore"], repository.Root) != 0)
        {
            throw new BootstrapException("The NuGet feed has no dotnet-stryker; nothing was tested.");
        }

        (string Name, string Tests)[] parts = [.. Parts.Where(part => names.Count == 0 || names.Contains(part.Name))];
        var mutants = new List<Mutant>();
        foreach ((string name, string tests) in parts)
        {
            mutants.AddRange(await MutateAsync(name, tests));
        }

        return new MutationVerdict(mutants, Explanation.ReadAll(repository.Path("tests", "Mutation", "explained.json"))).Print();
    }

    private async Task<IReadOnlyList<Mutant>> MutateAsync(string name, string tests)
    {
        string output = repository.Path("TestResults", "mutation", name);
        await ChildProcess.RunAsync(
            "dotnet",
            ["stryker", "-f", repository.Path("tests", "Mutation", name + ".json"), "-O", output, "--skip-version-check"],
            repository.Path("tests", tests));
        string report = Path.Combine(output, "reports", "mutation-report.json");
        return File.Exists(report)
            ? MutantReport.Read(repository, report)
            : throw new BootstrapException($"Stryker wrote no report for {name}.");
    }
}
