using System.CommandLine;
using HumanosFunctions.Cli;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Local.Commands;

/// <summary>The commands that README.md documents: serving is the program itself, the others have names.</summary>
internal static class LocalCommandLine
{
    /// <param name="arguments">As they were typed.</param>
    /// <param name="configuration">Where to write to; the console, where not given.</param>
    public static Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration = null)
    {
        RootCommand root = ServeCommand.Build();
        foreach (Command command in OperatorCommandLine.Commands())
        {
            root.Subcommands.Add(command);
        }

        return root.RunProgramAsync(arguments, configuration);
    }
}
