using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Runs a program's command line: a mistake is one sentence and the exit code <see cref="ExitCode.Usage"/>.</summary>
internal static class RootCommandRun
{
    // Longer than the development host's grace period for requests in flight. The default is two seconds.
    private static readonly TimeSpan Termination = TimeSpan.FromSeconds(20);

    /// <param name="root">The program's commands.</param>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="configuration">Where to write; null writes to the console.</param>
    public static async Task<int> RunProgramAsync(this RootCommand root, string[] arguments, InvocationConfiguration? configuration = null)
    {
        ParseResult parsed = root.Parse(arguments);
        configuration ??= new InvocationConfiguration { ProcessTerminationTimeout = Termination };
        if (parsed.Errors.Any(error => MissingArgument(error) is not null))
        {
            foreach (ParseError error in parsed.Errors)
            {
                await configuration.Error.WriteLineAsync(MissingArgument(error) ?? error.Message);
            }

            return ExitCode.Usage;
        }

        if (parsed.Action is ParseErrorAction mistake)
        {
            // The error is enough; --help shows the rest.
            mistake.ShowHelp = false;
        }

        int exitCode = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }

    // The parser's own sentence names only the command.
    private static string? MissingArgument(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: var argument, Parent: CommandResult command }
            ? $"'{command.Command.Name}' requires the argument {argument.Name}."
            : null;
}

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something failed or was not found.</summary>
    public const int Problem = 1;

    /// <summary>Nothing was done: the command line or a setting is not valid, or <c>--yes</c> is missing.</summary>
    public const int Usage = 2;
}

/// <summary>
/// Completes when the program must stop: on Ctrl+C or SIGTERM through the token or, if run.cs started the program, when
/// standard input ends, which also happens when the parent process dies.
/// </summary>
internal static class StopSignal
{
    private const string StopWithParent = "HUMANOS_STOP_WITH_PARENT";

    // One reader for the process: each read blocks a thread until standard input ends.
    private static readonly Lazy<Task> EndOfInput = new(ReadToEndAsync);

    /// <summary>Whether standard input signals when to stop. Then it cannot be used to answer a question.</summary>
    public static bool IsInputUsed => Environment.GetEnvironmentVariable(StopWithParent) == "1";

    public static Task WaitAsync(CancellationToken cancellationToken)
    {
        Task signalled = Task.Delay(Timeout.Infinite, cancellationToken);
        return IsInputUsed ? Task.WhenAny(signalled, EndOfInput.Value) : Task.WhenAny(signalled);
    }

    /// <summary>Runs to the end, or cancels the run when the program must stop.</summary>
    public static async Task<int> CancelsAsync(Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> running = run(stop.Token);
        await Task.WhenAny(running, WaitAsync(stop.Token));
        await stop.CancelAsync();
        return await running;
    }

    private static Task ReadToEndAsync() => Task.Run(() =>
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }
    });
}
