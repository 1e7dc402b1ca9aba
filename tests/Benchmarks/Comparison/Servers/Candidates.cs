using System.Diagnostics;
using System.Globalization;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The servers that are compared, each as processes of its own on loopback.</summary>
internal static class Candidates
{
    private const string WorkerLine = "Worker: process ";
    private const string Ready = @"ready (?<found>http://127\.0\.0\.1:\d+/api/webhook)";

    public static Candidate Ingestor { get; } = new("this ingestor", async () =>
    {
        BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        return await StartIngestorAsync(broker.ConnectionString) with { Broker = broker };
    });

    /// <summary>The app's own worker program behind the local host, as in Azure behind the Functions host.</summary>
    public static Candidate Worker { get; } = new("this ingestor in its worker", () => StartWorkerAsync());

    /// <summary>The least that a worker could do: the body as it is, acknowledged by the broker.</summary>
    public static Candidate BareWorker { get; } = new("bare worker + one AMQP send", () => StartWorkerAsync(BareWorkerFolder));

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

    public static async Task<RunningServer> StartIngestorAsync(string connection, string? program = null, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-bench-");
        var app = ServerProcess.Start(
            "dotnet", ["exec", program ?? Beside("HumanosFunctions.Local.dll"), "--port", "0", "--data", data.FullName, "--service-bus", connection, .. options]);
        var target = new Uri(await app.WaitForAsync(Ready));
        return new RunningServer(target, app, Data: data, Worker: WorkerOf(app));
    }

    private static string BareWorkerFolder
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return RepositoryFiles.Path("tests", "BareWorker", "bin", output.Parent!.Name, output.Name);
        }
    }

    private static async Task<RunningServer> StartWorkerAsync(params string[] folder)
    {
        BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        return await StartIngestorAsync(broker.ConnectionString, options: ["--worker", .. folder]) with { Broker = broker };
    }

    private static Process? WorkerOf(ServerProcess host) => host.Printed
        .Where(line => line.StartsWith(WorkerLine, StringComparison.Ordinal))
        .Select(line => Process.GetProcessById(int.Parse(line.AsSpan(WorkerLine.Length), CultureInfo.InvariantCulture)))
        .SingleOrDefault();

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
