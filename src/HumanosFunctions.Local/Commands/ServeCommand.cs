using System.CommandLine;
using System.CommandLine.Parsing;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Worker;

namespace HumanosFunctions.Local.Commands;

/// <summary>What the program does without a command: it serves.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "HTTP port on 127.0.0.1; 0 takes a free one.",
        DefaultValueFactory = _ => LocalCommandLine.DefaultPort,
    };

    private static readonly Option<int> AmqpPort = new("--amqp-port")
    {
        Description = "Service Bus port on 127.0.0.1; 0 takes a free one.",
        DefaultValueFactory = _ => LocalCommandLine.DefaultAmqpPort,
    };

    private static readonly Option<DirectoryInfo?> Worker = new("--worker")
    {
        Description = "Runs the app's own worker program in a process of its own, as Azure does: what the build made, or what was published to the folder that is named.",
        HelpName = "folder",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = argument => WorkerFolder.Of(argument.Tokens.SingleOrDefault()?.Value),
    };

    private static readonly Option<int> WorkerPort = new("--worker-port")
    {
        Description = "Port on 127.0.0.1 through which host and worker speak; 0, the default, takes a free one.",
    };

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Folder of the SQLite store and of bodies.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalCommandLine.DefaultData),
    };

    private static readonly Option<FileInfo> Topology = new Option<FileInfo>("--topology")
    {
        Description = "Topics and subscriptions, in the format of infra/servicebus.json, which is the default.",
        DefaultValueFactory = _ => new FileInfo(OutputFiles.Topology),
    }.AcceptExistingOnly();

    private static readonly Option<string?> ServiceBus = new("--service-bus")
    {
        Description = "Connection string of a Service Bus that runs already; --amqp-port and --topology then count for nothing.",
        CustomParser = ConnectionString,
    };

    public static RootCommand Build()
    {
        var root = new RootCommand("Serves the whole ingestor on loopback: HTTP functions, a development Service Bus, three processors, a SQLite store.")
        {
            Port, AmqpPort, Data, Topology, ServiceBus, Worker, WorkerPort,
        };
        root.SetAction((parsed, cancellationToken) => new Serve(Settings(parsed)).RunAsync(cancellationToken));
        return root;
    }

    private static ServeSettings Settings(ParseResult parsed) => new(
        parsed.GetValue(Port), parsed.GetValue(AmqpPort), parsed.GetValue(Data)!, parsed.GetValue(Topology)!, parsed.GetValue(ServiceBus))
    {
        Worker = parsed.GetValue(Worker) is { } folder ? new WorkerOptions { Folder = folder.FullName, Port = parsed.GetValue(WorkerPort) } : null,
    };

    // What was typed is not repeated: it may hold a key.
    private static string? ConnectionString(ArgumentResult argument)
    {
        string text = argument.Tokens.Single().Value;
        try
        {
            ServiceBusConnectionStringProperties.Parse(text);
            return text;
        }
        catch (Exception unusable) when (unusable is FormatException or ArgumentException)
        {
            argument.AddError("--service-bus takes a Service Bus connection string.");
            return null;
        }
    }
}
