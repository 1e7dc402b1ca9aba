using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>A started host, its client and its log.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly TemporaryFile _hostJson;

    private RunningApp(LocalFunctionsHost host, RecordedLog log, TemporaryFile hostJson)
    {
        Host = host;
        Log = log;
        _hostJson = hostJson;
        Http = new HttpClient { BaseAddress = host.BaseAddress };
    }

    public LocalFunctionsHost Host { get; }

    public HttpClient Http { get; }

    public RecordedLog Log { get; }

    public static Task<RunningApp> StartAsync(params Type[] functions) => StartAsync(new Setup(), functions);

    public static async Task<RunningApp> StartAsync(Setup setup, params Type[] functions)
    {
        var log = new RecordedLog();
        var hostJson = new TemporaryFile(setup.HostJson);
        try
        {
            LocalFunctionsHost host = await LocalFunctionsHost.StartAsync(setup.Options(hostJson.Path, log, functions));
            return new RunningApp(host, log, hostJson);
        }
        catch
        {
            hostJson.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        _hostJson.Dispose();
    }

    /// <summary>What a test may want to differ.</summary>
    internal sealed record Setup
    {
        public string HostJson { get; init; } = "{}";

        public Dictionary<string, string?> Settings { get; init; } = [];

        public Action<IServiceCollection> Services { get; init; } = _ => { };

        public int Port { get; init; }

        public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(20);

        public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(1);

        public long? MaxBufferedBody { get; init; }

        public LocalFunctionsHostOptions Options(string hostJsonPath, RecordedLog log, Type[] functions) => new()
        {
            FunctionAssembly = new AppOf(functions),
            Configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(),
            HostJsonPath = hostJsonPath,
            ConfigureServices = Services,
            ConfigureLogging = logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug),
            Port = Port,
            ShutdownGrace = ShutdownGrace,
            BodyTimeout = BodyTimeout,
            MaxBufferedBody = MaxBufferedBody,
        };
    }
}
