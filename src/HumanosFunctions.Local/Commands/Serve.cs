using System.Net.Sockets;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Connections;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.InProcess;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Settings;
using HumanosFunctions.Telemetry;
using LocalServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;

namespace HumanosFunctions.Local.Commands;

/// <summary>Runs the development Service Bus and the functions until it is stopped.</summary>
internal sealed class Serve(ServeSettings settings)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using DevelopmentBroker? own = settings.ServiceBus is null ? await StartBrokerAsync(cancellationToken) : null;
            string connectionString = settings.ServiceBus ?? own!.ConnectionString;
            await using LocalFunctionsHost host = await StartHostAsync(connectionString, cancellationToken);
            Announce(host, own, connectionString);
            await StopSignal.WaitAsync(cancellationToken);
            await host.StopAsync(CancellationToken.None);
            return ExitCode.Done;
        }
        catch (Exception problem) when (Explanation(problem) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return IsMistake(problem) ? ExitCode.Usage : ExitCode.Problem;
        }
    }

    private Task<DevelopmentBroker> StartBrokerAsync(CancellationToken cancellationToken) => DevelopmentBroker.StartAsync(
        new BrokerOptions { Port = settings.AmqpPort, Topology = BrokerTopology.Load(settings.Topology.FullName) },
        cancellationToken);

    private Task<LocalFunctionsHost> StartHostAsync(string connectionString, CancellationToken cancellationToken)
    {
        IConfiguration configuration = Configure(connectionString);
        return LocalFunctionsHost.StartAsync(
            new LocalFunctionsHostOptions
            {
                FunctionAssembly = settings.Worker is null ? typeof(ServiceRegistration).Assembly : null,
                Worker = settings.Worker,
                Configuration = configuration,
                HostJsonPath = OutputFiles.HostJson,
                Port = settings.Port,
                MaxBufferedBody = configuration.GetValue($"{AppSettings.Section}:{nameof(IngestOptions.MaxBodyBytes)}", new IngestOptions().MaxBodyBytes),
                ConfigureServices = settings.Worker is null ? services => AddServices(services, configuration) : _ => { },
                ConfigureLogging = LogToConsole,
            },
            cancellationToken);
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddHumanosFunctions(configuration)
        .AddTelemetryExport(configuration)?
        .WithTracing(tracing => tracing.AddSource(InvocationTrace.SourceName));

    // A given connection string contains a key that is not ours to print, so only the endpoint is printed.
    private static void Announce(LocalFunctionsHost host, DevelopmentBroker? own, string connectionString)
    {
        if (own is not null)
        {
            Console.WriteLine($"Service Bus: {own.ConnectionString}");
        }

        if (host.WorkerProcessId is { } worker)
        {
            Console.WriteLine($"Worker: process {worker}");
        }

        Uri endpoint = ServiceBusConnectionStringProperties.Parse(connectionString).Endpoint;
        Console.WriteLine($"ready {new Uri(host.BaseAddress, "api/webhook")} amqp://{endpoint.Authority}");
    }

    private IConfiguration Configure(string connectionString) => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalIngestor.Defaults)
        .AddConfiguration(LocalSettings.Read(OutputFiles.LocalSettings))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [ServiceBusConnection.Name] = connectionString,
            ["Humanos:SqlitePath"] = Path.Combine(settings.Data.FullName, "humanos.db"),
            ["Humanos:BodyFolder"] = LocalIngestor.BodyFolder(settings.Data),
        })
        .Build();

    private static void LogToConsole(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        // A failed start is explained once, below.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddFilter("Azure", LogLevel.Warning)
        .AddSimpleConsole(console => console.SingleLine = true);

    private static bool IsMistake(Exception problem) =>
        AppSettings.MistakesIn(problem) is not null || problem is HostConfigurationException or FormatException or InvalidDataException or InvalidOperationException { InnerException: FormatException };

    // Problems that a developer can fix get a sentence. Everything else is a defect and keeps its stack trace.
    private string? Explanation(Exception problem) => problem switch
    {
        _ when AppSettings.MistakesIn(problem) is { } mistakes => string.Join(Environment.NewLine, mistakes),
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"Port {settings.AmqpPort} is in use: choose another with --amqp-port.",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"Port {settings.Port} is in use: choose another with --port.",
        InvalidOperationException { InnerException: FormatException } unreadable => unreadable.Message,
        HostConfigurationException or FormatException or InvalidDataException => problem.Message,
        OperationCanceledException => "Stopped before it was ready.",
        _ => null,
    };
}
