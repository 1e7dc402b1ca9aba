using System.CommandLine;
using System.CommandLine.Parsing;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Local.Commands;

/// <summary>The commands and options that README.md documents.</summary>
internal static class LocalCommandLine
{
    private const int DefaultPort = 7071;
    private const int DefaultAmqpPort = 5672;
    private const int DefaultIvLength = 12;

    public static RootCommand Build()
    {
        var port = new Option<int>("--port") { Description = "HTTP port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var amqpPort = new Option<int>("--amqp-port") { Description = "Service Bus port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => DefaultAmqpPort };
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of the SQLite store.", DefaultValueFactory = _ => new DirectoryInfo(".local") };
        Option<FileInfo> topology = new Option<FileInfo>("--topology")
        {
            Description = "Topics and subscriptions, in the format of infra/servicebus.json, which is the default.",
            DefaultValueFactory = _ => new FileInfo(OutputFiles.Topology),
        }.AcceptExistingOnly();
        var serviceBus = new Option<string?>("--service-bus")
        {
            Description = "Connection string of a Service Bus that runs already; --amqp-port and --topology then count for nothing.",
            CustomParser = ConnectionString,
        };
        var root = new RootCommand("Serves the whole ingestor on loopback: HTTP functions, a development Service Bus, three processors, a SQLite store.")
        {
            port, amqpPort, data, topology, serviceBus, SendCommand(),
        };
        root.SetAction((parsed, cancellationToken) => new Serve(new ServeSettings(
            parsed.GetValue(port), parsed.GetValue(amqpPort), parsed.GetValue(data)!, parsed.GetValue(topology)!, parsed.GetValue(serviceBus))).RunAsync(cancellationToken));
        return root;
    }

    private static Command SendCommand()
    {
        var samples = new Argument<string[]>("SAMPLE") { Description = "Sample names such as 2026-05-17/credential, JSON files, or 'all'.", Arity = ArgumentArity.OneOrMore };
        var url = new Option<Uri>("--url")
        {
            Description = "The webhook address.",
            DefaultValueFactory = _ => new Uri($"http://127.0.0.1:{DefaultPort}/api/webhook"),
            CustomParser = Address,
        };
        var ivLength = new Option<int>("--iv-length") { Description = "Bytes of the random IV; Humanos documents none, 12 and 16 occur.", DefaultValueFactory = _ => DefaultIvLength };
        var send = new Command("send", "Signs, encrypts and posts sample deliveries, with the secrets of the local settings.") { samples, url, ivLength };
        send.SetAction((parsed, cancellationToken) => new Send(
            new SendSettings(parsed.GetValue(samples)!, parsed.GetValue(url)!, parsed.GetValue(ivLength))).RunAsync(cancellationToken));
        return send;
    }

    private static Uri? Address(ArgumentResult argument)
    {
        string text = argument.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError($"'{text}' is not an http address.");
        return null;
    }

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
