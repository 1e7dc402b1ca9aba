using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Tests.CommandLine;

/// <summary>What a command said, and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await OperatorCommandLine.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(exitCode, $"{output}", $"{error}");
    }
}
