using System.Diagnostics;
using System.Globalization;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The compared servers. Each runs in its own processes on loopback.</summary>
internal static class Candidates
{
    private const string WorkerLine = "Worker: process ";
    private const string Ready = @"ready (?<found>http://127\.0\.0\.1:\d+/api/webhook)";

    public static Candidate Ingestor { get; } = new("this ingestor", async () =>
    {
        BrokerProcess broker = await BrokerProcess.StartAsync();
        return await StartIngestorAsync(broker.ConnectionString) with { Broker = broker };
    });

    // The runtime's default value, in hexadecimal. This program's settings change it for the load.
    internal static readonly (string Name, string Value) SpinningThreads = ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "46");

    // As Azure deploys it by default.
    private static readonly (string Name, string Value)[] WithoutArchive = [("AzureWebJobs.Archive.Disabled", "true"), ("Humanos__ArchiveDays", "0")];

    /// <summary>The upper limit: Kestrel with default settings reads the body and responds.</summary>
    public static Candidate BareKestrel { get; } = new("bare Kestrel", () => StartKestrelAsync(SpinningThreads));

    /// <summary>Bare Kestrel with the thread setting of the ingestor.</summary>
    public static Candidate BareKestrelThatWaits { get; } = new("bare Kestrel, threads not spinning", () => StartKestrelAsync());

    /// <summary>A minimal ingestor: it sends the body unchanged and waits for the broker's acknowledgement.</summary>
    public static Candidate KestrelWithSend { get; } = new("bare Kestrel + one AMQP send", async () =>
    {
        BrokerProcess broker = await BrokerProcess.StartAsync();
        var server = ServerProcess.Start("dotnet", ["exec", Beside("Benchmarks.dll"), KestrelServer.Command, broker.ConnectionString], SpinningThreads);
        return new RunningServer(new Uri(await server.WaitForAsync(Ready)), server, broker);
    });

    /// <summary>Bare Kestrel with everything that the ingest does before it publishes: the limit without a broker.</summary>
    public static Candidate KestrelThatAccepts { get; } = new(
        "bare Kestrel + verify and decrypt, no broker", () => StartOwnAsync([KestrelServer.Command, KestrelServer.AcceptOnly], SpinningThreads));

    /// <summary>The limit of load and sockets: nothing looks at the request.</summary>
    public static Candidate LoadAlone { get; } = new("load alone", () => StartOwnAsync([SocketServer.Command], SpinningThreads));

    /// <summary>The receiver from Humanos' documentation. It derives the key for every delivery.</summary>
    public static Candidate Express { get; } = new("Express receiver", () => StartExpressAsync());

    /// <summary>The same receiver, but it derives the key once.</summary>
    public static Candidate ExpressWithCachedKey { get; } = new("Express receiver, key derived once", () => StartExpressAsync("cached"));

    public static Task<RunningServer> StartIngestorAsync(string connection, string? program = null, params string[] options) =>
        StartIngestorAsync(connection, [], program, options);

    public static async Task<RunningServer> StartIngestorAsync(
        string connection, IEnumerable<(string Name, string Value)> environment, string? program = null, params string[] options)
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-bench-");
        var app = ServerProcess.Start(
            "dotnet", ["exec", program ?? Beside("HumanosFunctions.Local.dll"), "--port", "0", "--data", data.FullName, "--service-bus", connection, .. options],
            [.. WithoutArchive, .. environment]);
        var target = new Uri(await app.WaitForAsync(Ready));
        return new RunningServer(target, app, Data: data, Worker: WorkerOf(app));
    }

    private static Process? WorkerOf(ServerProcess host) => host.Printed
        .Where(line => line.StartsWith(WorkerLine, StringComparison.Ordinal))
        .Select(line => Process.GetProcessById(int.Parse(line.AsSpan(WorkerLine.Length), CultureInfo.InvariantCulture)))
        .SingleOrDefault();

    private static Task<RunningServer> StartKestrelAsync(params (string Name, string Value)[] environment) => StartOwnAsync([KestrelServer.Command], environment);

    private static async Task<RunningServer> StartOwnAsync(string[] command, params (string Name, string Value)[] environment)
    {
        var server = ServerProcess.Start("dotnet", ["exec", Beside("Benchmarks.dll"), .. command], environment);
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

/// <summary>A server to measure. Every run starts a new instance.</summary>
internal sealed record Candidate(string Name, Func<Task<RunningServer>> StartAsync);

/// <summary>A running server with its dependencies.</summary>
/// <param name="Target">The address of the webhook.</param>
/// <param name="Process">The server process.</param>
/// <param name="Broker">The server's own broker, if it has one.</param>
/// <param name="Data">The server's own folder, which is deleted on dispose.</param>
/// <param name="Worker">The worker process, if the functions do not run in the server process.</param>
internal sealed record RunningServer(Uri Target, ServerProcess Process, BrokerProcess? Broker = null, DirectoryInfo? Data = null, Process? Worker = null) : IAsyncDisposable
{
    /// <summary>Where the server's telemetry goes, if it goes anywhere.</summary>
    public ServerProcess? Sink { get; init; }

    public TimeSpan WorkerCpu => Refreshed()?.TotalProcessorTime ?? TimeSpan.Zero;

    public long WorkerMemory => Refreshed()?.WorkingSet64 ?? 0;

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (Worker is not null)
        {
            await Worker.WaitForExitAsync();
            Worker.Dispose();
        }

        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        if (Sink is not null)
        {
            await Sink.DisposeAsync();
        }

        Data?.Delete(recursive: true);
    }

    private Process? Refreshed()
    {
        Worker?.Refresh();
        return Worker;
    }
}
