namespace Benchmarks.Comparison.Servers;

/// <summary>Published workers behind the local host, as they run behind the Functions host in Azure.</summary>
internal static class DeployedCandidates
{
    private static readonly string[] Subscriptions = ["Credential", "Identity", "OtpFailed"];

    private static readonly (string Name, string Value)[] NoCompleting = Disabled("Complete");
    private static readonly (string Name, string Value)[] NoReturning = Disabled("Return");

    /// <summary>The function app as it is deployed.</summary>
    public static Candidate App { get; } = new("this ingestor, deployed", () => StartAsync(PublishedWorkers.AppAsync()));

    /// <summary>The function app as it is deployed, with its telemetry, which goes to a local sink.</summary>
    public static Candidate AppWithTelemetry { get; } = new("this ingestor, deployed, with telemetry", async () =>
    {
        ServerProcess sink = TelemetrySink.Start();
        string address = await sink.WaitForAsync("^sink (?<found>.*)$");
        return await StartAsync(PublishedWorkers.AppAsync(), TelemetrySink.SettingsFor(address)) with { Sink = sink };
    });

    /// <summary>The lower limit of a worker's request: it reads the body and answers.</summary>
    public static Candidate BareAnswer { get; } = new("bare worker", async () => At(
        "api/answer", await StartAsync(PublishedWorkers.BareAsync(), [.. NoCompleting, .. NoReturning])));

    /// <summary>A minimal ingestor: it sends the body unchanged and waits for the broker's acknowledgement.</summary>
    public static Candidate BareSend { get; } = new(
        "bare worker + one AMQP send", () => StartAsync(PublishedWorkers.BareAsync(), [.. NoCompleting, .. NoReturning]));

    /// <summary>A function that completes its message and does nothing else.</summary>
    public static Candidate BareComplete { get; } = new("bare worker that completes", () => StartAsync(PublishedWorkers.BareAsync(), NoReturning));

    /// <summary>The lower limit of a worker's message: the function returns, and the host completes the message.</summary>
    public static Candidate BareReturn { get; } = new("bare worker that returns", () => StartAsync(PublishedWorkers.BareAsync(), NoCompleting));

    /// <summary>The function app with a setting that it does not ship. The environment overrides the program's settings.</summary>
    public static Candidate AppWith(string name, params (string Name, string Value)[] environment) =>
        new($"deployed, {name}", () => StartAsync(PublishedWorkers.AppAsync(), environment));

    public static (string Name, string Value) SpinningThreads => Candidates.SpinningThreads;

    public static (string Name, string Value) BackgroundCollection { get; } = ("DOTNET_gcConcurrent", "1");

    private static async Task<RunningServer> StartAsync(Task<string> published, params (string Name, string Value)[] environment)
    {
        string folder = await published;
        BrokerProcess broker = await BrokerProcess.StartAsync();
        return await Candidates.StartIngestorAsync(broker.ConnectionString, environment, options: ["--worker", folder]) with { Broker = broker };
    }

    private static RunningServer At(string path, RunningServer server) => server with { Target = new Uri(server.Target, "/" + path) };

    private static (string Name, string Value)[] Disabled(string prefix) =>
        [.. Subscriptions.Select(subscription => ($"AzureWebJobs.{prefix}{subscription}.Disabled", "true"))];
}
