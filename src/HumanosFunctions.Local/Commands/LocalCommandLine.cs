using System.CommandLine;
using System.CommandLine.Invocation;
using HumanosFunctions.Local.Commands.DeadLetters;
using HumanosFunctions.Local.Commands.Quarantine;

namespace HumanosFunctions.Local.Commands;

/// <summary>The commands that README.md documents: serving is the program itself, the others have names.</summary>
internal static class LocalCommandLine
{
    internal const int DefaultPort = 7071;
    internal const int DefaultAmqpPort = 5672;
    internal const string DefaultData = ".local";

    // Past the host's own grace for requests in flight; the default of two seconds would cut them off.
    private static readonly TimeSpan Termination = TimeSpan.FromSeconds(20);

    /// <param name="arguments">As they were typed.</param>
    /// <param name="configuration">Where to write to; the console, where not given.</param>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration = null)
    {
        ParseResult parsed = Build().Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake)
        {
            // The sentence is enough; --help shows the rest.
            mistake.ShowHelp = false;
        }

        int exitCode = await parsed.InvokeAsync(configuration ?? new InvocationConfiguration { ProcessTerminationTimeout = Termination });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }

    private static RootCommand Build()
    {
        RootCommand root = ServeCommand.Build();
        root.Subcommands.Add(SendCommand.Build());
        root.Subcommands.Add(DeadLetterCommand.Build());
        root.Subcommands.Add(QuarantineCommand.Build());
        return root;
    }
}
