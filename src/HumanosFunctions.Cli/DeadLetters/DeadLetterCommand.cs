using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The command <c>dlq</c>, with one command for each thing that can be done to dead letters.</summary>
internal static class DeadLetterCommand
{
    public const string Name = "dlq";

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
            part.Validators.Add(result => result.Refuse(() => options.Contradiction(result)));
        }

        return command;
    }
}
