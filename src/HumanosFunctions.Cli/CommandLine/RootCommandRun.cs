using System.CommandLine;
using System.CommandLine.Invocation;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Runs a program's command line: a mistake is one sentence and the exit code <see cref="ExitCode.Usage"/>.</summary>
internal static class RootCommandRun
{
    // Past the development host's own grace for requests in flight; the default of two seconds would cut them off.
    private static readonly TimeSpan Termination = TimeSpan.FromSeconds(20);

    /// <param name="root">The program's commands.</param>
    /// <param name="arguments">As they were typed.</param>
    /// <param name="configuration">Where to write to; the console, where not given.</param>
    public static async Task<int> RunProgramAsync(this RootCommand root, string[] arguments, InvocationConfiguration? configuration = null)
    {
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake)
        {
            // The sentence is enough; --help shows the rest.
            mistake.ShowHelp = false;
        }

        int exitCode = await parsed.InvokeAsync(configuration ?? new InvocationConfiguration { ProcessTerminationTimeout = Termination });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }
}

/// <summary>What scripts can tell the outcomes apart by.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something could not be done, or was not found.</summary>
    public const int Problem = 1;

    /// <summary>Nothing was done, because of how it was asked for.</summary>
    public const int Usage = 2;
}
