using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq</c> with its subcommands.</summary>
internal static class DeadLetterCommand
{
    public const string Name = "dlq";

    public static Command Build()
    {
        var options = new DeadLetterOptions();
        var action = new DeadLetterAction(options);
        var command = new Command(Name, "Lists, shows, replays and deletes dead letters of the local Service Bus, or of a namespace in Azure.")
        {
            ListCommand.Build(action), ShowCommand.Build(action), ReplayCommand.Build(action), PurgeCommand.Build(action),
        };
        options.AddTo(command);
        foreach (Command part in command.Subcommands)
        {
            part.Validators.Add(result => result.Refuse(() => options.Contradiction(result)));
        }

        return command;
    }
}

/// <summary>The options that all commands for dead letters share: where the dead letters are.</summary>
internal sealed class DeadLetterOptions
{
    private const string DefaultTopic = "humanos-events";

    private readonly Option<int> _amqpPort = NumberOption.PortToCall("--amqp-port", "Service Bus port on 127.0.0.1.", LocalIngestor.CurrentAmqpPort);

    private readonly Option<string?> _connection = ConnectionOption.Of("--connection", "Connection string of a namespace, instead of the local Service Bus.");

    private readonly Option<string?> _namespace = AzureNamespace.Option();

    private readonly Option<string> _topic = new("--topic") { Description = "The topic of the subscriptions.", DefaultValueFactory = _ => DefaultTopic, Recursive = true };

    private readonly Option<FileInfo> _topology = new Option<FileInfo>("--topology")
    {
        Description = "File with the queues, topics and subscriptions, in the format of infra/servicebus.json, which is the default.",
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

    /// <summary>Why the options cannot be combined, or null.</summary>
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

/// <summary>The arguments and options that several commands for dead letters have.</summary>
internal static class DeadLetterArguments
{
    public static Argument<string> Entity() => new("ENTITY") { Description = "A subscription of the topic, humanos-retry or humanos-otp-resend." };

    public static Option<int> Max(int otherwise, string description) => NumberOption.Of("--max", description, otherwise, min: 1, max: int.MaxValue);

    public static SelectionOptions<long> Selection() => new(
        new Argument<long[]>("SEQUENCE")
        {
            CustomParser = argument => NumberOption.ReadAll(argument, "SEQUENCE"),
            Description = "Sequence numbers from 'list'.",
            Arity = ArgumentArity.ZeroOrMore,
        },
        all: "All dead letters at the time when the command starts.",
        mistake: "Give sequence numbers, a filter such as --reason, or --all.");
}
