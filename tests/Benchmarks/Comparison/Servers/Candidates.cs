using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The servers that are compared, each as processes of its own on loopback.</summary>
internal static class Candidates
{
    private const string Ready = @"ready (?<found>http://127\.0\.0\.1:\d+/api/webhook)";

    public static Candidate Ingestor { get; } = new("this ingestor", async () =>
    {
        BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        return await StartIngestorAsync(broker.ConnectionString) with { Broker = broker };
    });

    // Hexadecimal: the runtime's own default, which this program's settings change for the load.
    private static readonly (string Name, string Value) SpinningThreads = ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "46");

    /// <summary>The physical limit, as Kestrel comes: takes the body off the wire and answers.</summary>
    public static Candidate BareKestrel { get; } = new("bare Kestrel", () => StartKestrelAsync(SpinningThreads));

    /// <summary>The same with the thread setting that the ingestor has.</summary>
    public static Candidate BareKestrelThatWaits { get; } = new("bare Kestrel, threads not spinning", () => StartKestrelAsync());

    /// <summary>The least that could be called accepting: the body as it is, acknowledged by the broker.</summary>
    public static Candidate KestrelWithSend { get; } = new("bare Kestrel + one AMQP send", async () =>
    {
        BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        var server = ServerProcess.Start("dotnet", ["exec", Beside("Benchmarks.dll"), KestrelServer.Command, broker.ConnectionString], SpinningThreads);
        return new RunningServer(new Uri(await server.WaitForAsync(Ready)), server, broker);
    });

    /// <summary>As documented by Humanos: it derives the key for every delivery.</summary>
    public static Candidate Express { get; } = new("Express receiver", () => StartExpressAsync());

    /// <summary>The same by somebody who knows that deriving is slow.</summary>
    public static Candidate ExpressWithCachedKey { get; } = new("Express receiver, key derived once", () => StartExpressAsync("cached"));

    public static async Task<RunningServer> StartIngestorAsync(string connection, string? program = null)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-bench-");
        var app = ServerProcess.Start(
            "dotnet", ["exec", program ?? Beside("HumanosFunctions.Local.dll"), "--port", "0", "--data", data.FullName, "--service-bus", connection]);
        return new RunningServer(new Uri(await app.WaitForAsync(Ready)), app, Data: data);
    }

    private static async Task<RunningServer> StartKestrelAsync(params (string Name, string Value)[] environment)
    {
        var server = ServerProcess.Start("dotnet", ["exec", Beside("Benchmarks.dll"), KestrelServer.Command], environment);
        return new RunningServer(new Uri(await server.WaitForAsync(Ready)), server);
    }

    private static async Task<RunningServer> StartExpressAsync(params string[] arguments)
    {
        string folder = RepositoryFiles.Path("tests", "Benchmarks", "js");
        await Node.InstallAsync(folder);
        var server = ServerProcess.Start(
            "node",
            [Path.Combine(folder, "receiver.mjs"), .. arguments],
            ("SIGNATURE_SECRET", Sender.SignatureSecret), ("ENCRYPTION_SECRET", Sender.EncryptionSecret), ("ENCRYPTION_SALT", Sender.EncryptionSalt), ("NODE_ENV", "production"));
        return new RunningServer(new Uri(await server.WaitForAsync(Ready)), server);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
