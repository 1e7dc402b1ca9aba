using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>The command <c>dlq</c>, with one command for each thing that can be done to dead letters.</summary>
internal static class DeadLetterCommand
{
    private const string Name = "dlq";

    public static Command Build()
    {
        var options = new DeadLetterOptions();
        var action = new DeadLetterAction(options);
        var command = new Command(Name, "Looks at dead letters, replays them, deletes them; of the local Service Bus, or of one in Azure.")
        {
            ListCommand.Build(action), ShowCommand.Build(action), ReplayCommand.Build(action), PurgeCommand.Build(action),
        };
        options.AddTo(command);
        foreach (Command part in command.Subcommands)
        {
            part.Validators.Add(result => Report(result, options.Contradiction(result)));
        }

        return command;
    }

    /// <summary>Whether the command line is one of these commands, for which a mistake has an exit code of its own.</summary>
    public static bool IsMeantBy(ParseResult parsed)
    {
        SymbolResult? symbol = parsed.CommandResult;
        while (symbol is not null and not CommandResult { Command.Name: Name })
        {
            symbol = symbol.Parent;
        }

        return symbol is not null;
    }

    private static void Report(CommandResult result, string? problem)
    {
        if (problem is not null)
        {
            result.AddError(problem);
        }
    }
}
