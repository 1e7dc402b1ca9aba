using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Local.Worker;

namespace HumanosFunctions.Local.Commands;

/// <summary>The root command: serves the ingestor.</summary>
internal static class ServeCommand
{
    private const string DashboardAddress = "HUMANOS_DASHBOARD";

    private static readonly Option<int> Port = NumberOption.PortToServe("--port", "HTTP port on 127.0.0.1; 0 takes a free one.", LocalIngestor.DefaultPort);

    private static readonly Option<int> AmqpPort =
        NumberOption.PortToServe("--amqp-port", "Service Bus port on 127.0.0.1; 0 takes a free one.", LocalIngestor.DefaultAmqpPort);

    private static readonly Option<DirectoryInfo?> Worker = new("--worker")
    {
        Description = "Runs the app's worker program in a separate process, as Azure does: from the build output, or from the folder to which you published it.",
        HelpName = "folder",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = argument => WorkerFolder.Of(argument.Tokens.SingleOrDefault()?.Value),
    };

    private static readonly Option<int> WorkerPort =
        NumberOption.PortToServe("--worker-port", "Port on 127.0.0.1 between the host and its worker; 0 takes a free one.", 0);

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Folder of the SQLite store and of payloads.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalIngestor.DefaultData),
    };

    private static readonly Option<FileInfo> Topology = new Option<FileInfo>("--topology")
    {
        Description = "File with the queues, topics and subscriptions, in the format of infra/servicebus.json, which is the default.",
        DefaultValueFactory = _ => new FileInfo(OutputFiles.Topology),
    }.AcceptExistingOnly();

    private static readonly Option<string?> ServiceBus =
        ConnectionOption.Of("--service-bus", "Connection string of a Service Bus that runs already, in place of --amqp-port and --topology.");

    private static readonly Option<bool> Open = new("--open") { Description = "Opens the page in the browser when the host is ready." };

    // run.cs starts it, because only run.cs knows where packages come from.
    private static readonly Option<bool> Dashboard = new("--dashboard") { Description = "Starts the Aspire dashboard and sends it traces, metrics and logs. Needs 'dotnet run.cs'." };

    public static RootCommand Build()
    {
        var root = new RootCommand("Serves the whole ingestor on loopback: HTTP functions, a development Service Bus, three processors, a SQLite store.")
        {
            Port, AmqpPort, Data, Topology, ServiceBus, Worker, WorkerPort, Open, Dashboard,
        };
        root.Validators.Add(parsed => parsed.Refuse(() => parsed.Children.OfType<CommandResult>().Any() ? null : Problem(parsed)));
        root.SetAction((parsed, cancellationToken) => new Serve(Settings(parsed)).RunAsync(cancellationToken));
        return root;
    }

    private static ServeSettings Settings(ParseResult parsed) => new(
        parsed.GetValue(Port), parsed.GetValue(AmqpPort), parsed.GetValue(Data)!, parsed.GetValue(Topology)!, parsed.GetValue(ServiceBus))
    {
        OpensPage = parsed.GetValue(Open),
        Dashboard = parsed.GetValue(Dashboard) ? Environment.GetEnvironmentVariable(DashboardAddress) : null,
        Worker = parsed.GetValue(Worker) is { } folder ? new WorkerOptions { Folder = folder.FullName, Port = parsed.GetValue(WorkerPort) } : null,
    };

    // Only checked without a command: commands have their own options.
    private static string? Problem(CommandResult parsed) =>
        parsed.IsGiven(ServiceBus) && (PortOf(parsed, AmqpPort, otherwise: 0) > 0 || parsed.IsGiven(Topology))
            ? "Give --service-bus, or --amqp-port and --topology: a Service Bus that runs already has its own."
        : parsed.IsGiven(WorkerPort) && !parsed.IsGiven(Worker)
            ? "--worker-port goes with --worker."
        : !parsed.IsGiven(ServiceBus) && PortOf(parsed, Port, LocalIngestor.DefaultPort) is > 0 and var port && port == PortOf(parsed, AmqpPort, LocalIngestor.DefaultAmqpPort)
            ? "--port and --amqp-port take different ports."
        : parsed.GetValue(Dashboard) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DashboardAddress))
            ? "--dashboard needs 'dotnet run.cs', which starts the dashboard."
        : DataFolder.ProblemOfWriting(parsed.IsGiven(Data) ? parsed.GetValue(Data)! : new DirectoryInfo(LocalIngestor.DefaultData));

    private static int PortOf(CommandResult parsed, Option<int> option, int otherwise) => parsed.IsGiven(option) ? parsed.GetValue(option) : otherwise;
}

/// <param name="ServiceBus">The connection string of a running Service Bus; null starts the development one.</param>
internal sealed record ServeSettings(int Port, int AmqpPort, DirectoryInfo Data, FileInfo Topology, string? ServiceBus)
{
    public bool OpensPage { get; init; }

    /// <summary>The address of the Aspire dashboard; null if there is none.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Null runs the functions in this process.</summary>
    public WorkerOptions? Worker { get; init; }
}

/// <summary>Finds the folder of the app's worker program.</summary>
internal static class WorkerFolder
{
    private const string Solution = "HumanosFunctions.sln";

    /// <param name="named">Null selects the output of the build that built this program.</param>
    public static DirectoryInfo Of(string? named) => new(named ?? Built());

    // bin/CONFIGURATION/FRAMEWORK is the same for every project.
    private static string Built()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        for (DirectoryInfo? folder = output; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, "src", "HumanosFunctions", "bin", output.Parent!.Name, output.Name);
            }
        }

        return output.FullName;
    }
}
