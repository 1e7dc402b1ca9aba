#:property PublishAot=false
#:project eng/Bootstrap/Bootstrap.csproj

// dotnet run.cs                    gets what is missing, builds, and serves the whole ingestor on loopback
// dotnet run.cs --worker           the same, with the functions in the app's own worker program, as in Azure
// dotnet run.cs send SAMPLE…       signs, encrypts and posts sample deliveries to it
// dotnet run.cs dlq COMMAND        looks at dead letters, replays or deletes them
// dotnet run.cs quarantine COMMAND the same with deliveries that could not be read
// dotnet run.cs bench              compares it with other servers, in about a quarter of an hour
// dotnet run.cs -- --help          all options

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
