using System.CommandLine;
using HumanosFunctions.Cli;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Local.Commands;

/// <summary>The command line of the development host: <c>serve</c> is the root command, beside the operator's commands.</summary>
internal static class LocalCommandLine
{
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="configuration">Where to write; null writes to the console.</param>
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
