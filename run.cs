#:property PublishAot=false
#:project eng/Bootstrap/Bootstrap.csproj

// dotnet run.cs                    restores, builds, and serves the whole ingestor on loopback
// dotnet run.cs --worker           the same, with the functions in the app's worker program, as in Azure
// dotnet run.cs --open             the same, and opens the page in the browser
// dotnet run.cs --dashboard        the same, with the Aspire dashboard for traces, metrics and logs
// dotnet run.cs send SAMPLE…       encrypts, signs and posts sample deliveries
// dotnet run.cs dlq COMMAND        lists, replays or deletes dead letters
// dotnet run.cs quarantine COMMAND lists, replays or deletes quarantined deliveries
// dotnet run.cs bench              compares the app with other servers, in about an hour
// dotnet run.cs -- --help          shows all options

using Bootstrap;

try
{
    Repository repository = Repository.Of();
    await new Feed(repository).EnsureReadyAsync();
    if (args is ["bench", .. var rows])
    {
        return await new BenchmarkRun(repository).CompareAsync(rows);
    }

    var host = new LocalHost(repository);
    await host.BuildAsync();
    return await host.RunAsync(args);
}
catch (BootstrapException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
