using System.Net.Sockets;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Secrets;
using HumanosFunctions.Cli.Sending;
using HumanosFunctions.Connections;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Archive;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.InProcess;
using HumanosFunctions.Local.Page;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Payloads;
using HumanosFunctions.Settings;
using HumanosFunctions.Telemetry;
using LocalServiceBus;
using Microsoft.AspNetCore.Builder;
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
            await using LocalPage page = OpenPage();
            await using DevelopmentBroker? own = settings.ServiceBus is null ? await StartBrokerAsync(page, cancellationToken) : null;
            string connectionString = settings.ServiceBus ?? own!.ConnectionString;
            await using var peeks = new ServiceBusClient(connectionString);
            Uri? address = null;
            await using LocalFunctionsHost host = await StartHostAsync(connectionString, page, application => page.Map(application, () => address!, peeks, own), cancellationToken);
            address = host.BaseAddress;
            RunningHost running = RunningHost.OfThisProcess(host.BaseAddress.AbsoluteUri.TrimEnd('/'), own?.Port);
            if (RunningHost.Find(settings.Data.FullName) is { } other)
            {
                // The commands keep to the first host, and its stop removes the file.
                Console.WriteLine($"{other.Url} serves from the same data folder. Commands without a port use that host.");
            }
            else
            {
                running.Write(settings.Data.FullName);
            }

            try
            {
                Announce(host, own, connectionString);
                if (settings.OpensPage && Browser.ProblemOfOpening(host.BaseAddress) is { } problem)
                {
                    Console.WriteLine(problem);
                }

                await StopSignal.WaitAsync(cancellationToken);
                await host.StopAsync(CancellationToken.None);
                return ExitCode.Done;
            }
            finally
            {
                running.Remove(settings.Data.FullName);
            }
        }
        catch (Exception problem) when (Explanation(problem) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return IsMistake(problem) ? ExitCode.Usage : ExitCode.Problem;
        }
    }

    private LocalPage OpenPage()
    {
        IConfiguration configuration = Configure(connectionString: null);
        return new LocalPage(new LocalPageOptions(
            LocalSecrets.Read(configuration), SendingSecrets.Read(configuration), ReplayWindow.Of(AppSettings.Peek<IngestOptions>(configuration).TimestampTolerance),
            configuration["Humanos:TopicName"] ?? "", EntityKinds(configuration["Humanos:TopicName"] ?? ""),
            settings.Data.FullName, settings.ServiceBus, settings.Worker is not null, TimeProvider.System));
    }

    private Task<DevelopmentBroker> StartBrokerAsync(LocalPage page, CancellationToken cancellationToken) => DevelopmentBroker.StartAsync(
        new BrokerOptions
        {
            Port = settings.AmqpPort,
            Topology = BrokerTopology.Load(settings.Topology.FullName),
            DuplicateDropped = page.DuplicateDropped,
            MessageScheduled = page.MessageScheduled,
        },
        cancellationToken);

    private Task<LocalFunctionsHost> StartHostAsync(
        string connectionString, LocalPage page, Action<WebApplication> mapPage, CancellationToken cancellationToken)
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
                ConfigureServices = services =>
                {
                    page.AddServices(services);
                    AddArchiveExpiry(services, configuration);
                    if (settings.Worker is null)
                    {
                        AddServices(services, configuration);
                    }
                },
                ConfigureApplication = mapPage,
                ConfigureLogging = LogToConsole,
            },
            cancellationToken);
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddHumanosFunctions(configuration)
        .AddTelemetryExport(configuration)?
        .WithTracing(tracing => tracing.AddSource(InvocationTrace.SourceName));

    private static void AddArchiveExpiry(IServiceCollection services, IConfiguration configuration)
    {
        int days = configuration.GetValue($"{AppSettings.Section}:{nameof(ArchiveOptions.ArchiveDays)}", 0);
        if (days > 0 && configuration[$"{AppSettings.Section}:{nameof(PayloadOptions.Bodies)}"] != PayloadStoreKind.Blobs)
        {
            string folder = ArchiveRegistration.FolderOf(configuration[$"{AppSettings.Section}:{nameof(PayloadOptions.BodyFolder)}"]!);
            services.AddHostedService(provider => new ArchiveExpiry(folder, days, TimeProvider.System, provider.GetRequiredService<ILogger<ArchiveExpiry>>()));
        }
    }

    // A given connection string contains a key that is not ours to print, so only the endpoint is printed.
    private void Announce(LocalFunctionsHost host, DevelopmentBroker? own, string connectionString)
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
        Console.WriteLine($"  page  {host.BaseAddress}");
        if (settings.Dashboard is { } dashboard)
        {
            Console.WriteLine($"  dashboard  {dashboard}");
        }

        Console.WriteLine("  send  dotnet run.cs send credential");
        Console.WriteLine("  help  dotnet run.cs -- --help");
    }

    // An external broker may have another topology: then nothing is known of its entities.
    private (string Name, string Kind)[] EntityKinds(string topic)
    {
        try
        {
            EntityNames names = EntityNames.Read(settings.Topology.FullName, topic);
            return [.. names.Subscriptions.Select(name => (name, "subscription")), .. names.Queues.Select(name => (name, "queue"))];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private IConfiguration Configure(string? connectionString) => new ConfigurationBuilder()
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
