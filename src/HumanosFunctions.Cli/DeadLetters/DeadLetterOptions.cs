using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The options that all commands for dead letters share: whose they are.</summary>
internal sealed class DeadLetterOptions
{
    private const string DefaultTopic = "humanos-events";

    private readonly Option<int> _amqpPort = NumberOption.PortToCall("--amqp-port", "Service Bus port on 127.0.0.1.", LocalIngestor.DefaultAmqpPort);

    private readonly Option<string?> _connection = ConnectionOption.Of("--connection", "Connection string of a namespace, in place of the local one.");

    private readonly Option<string?> _namespace = AzureNamespace.Option();

    private readonly Option<string> _topic = new("--topic") { Description = "The topic of the subscriptions.", DefaultValueFactory = _ => DefaultTopic, Recursive = true };

    private readonly Option<FileInfo> _topology = new Option<FileInfo>("--topology")
    {
        Description = "Says which entities there are, in the format of infra/servicebus.json, which is the default.",
        DefaultValueFactory = _ => new FileInfo(OutputFiles.Topology),
        Recursive = true,
    }.AcceptExistingOnly();

    public void AddTo(Command command)
    {
        _amqpPort.Recursive = _connection.Recursive = _namespace.Recursive = true;
        foreach (Option option in new Option[] { _amqpPort, _connection, _namespace, _topic, _topology })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Why the options do not go together, or null.</summary>
    public string? Contradiction(CommandResult parsed) =>
        parsed.IsGiven(_connection) && parsed.IsGiven(_namespace) ? "Give --connection or --namespace, not both."
        : parsed.IsGiven(_amqpPort) && (parsed.IsGiven(_connection) || parsed.IsGiven(_namespace)) ? "Give --amqp-port for the local Service Bus, or --connection or --namespace for another."
        : parsed.IsGiven(_topic) && string.IsNullOrWhiteSpace(parsed.GetValue(_topic)) ? "--topic takes the name of a topic."
        : null;

    public DeadLetterSource SourceOf(ParseResult parsed) => new(
        parsed.GetValue(_amqpPort),
        parsed.GetValue(_connection),
        parsed.GetValue(_namespace),
        parsed.GetValue(_topic)!,
        parsed.GetValue(_topology)!);
}
