using Azure;
using Azure.Identity;
using HumanosFunctions.Settings;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Runs a command until the program must stop. A problem is a sentence; an unexpected exception is a defect and keeps its stack trace.</summary>
internal static class ExplainedRun
{
    /// <param name="error">Where to write the sentence.</param>
    /// <param name="explain">Returns the sentence for a problem, or null.</param>
    /// <param name="run">The command.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public static async Task<int> RunAsync(TextWriter error, Func<Exception, string?> explain, Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await StopSignal.CancelsAsync(run, cancellationToken);
        }
        catch (AmbiguousIdException mistake)
        {
            await error.WriteLineAsync(mistake.Message);
            return ExitCode.Usage;
        }
        catch (Exception problem) when (explain(problem) is { } explanation)
        {
            await error.WriteLineAsync(explanation);
            return ExitCode.Problem;
        }
    }
}

/// <summary>Explains problems with settings, files, storage and the vault.</summary>
internal static class StorageProblem
{
    public const string NotSignedIn = "No sign-in to Azure was found or accepted: run az login, or set the environment variables of an identity.";

    public static string? Explain(Exception problem) => problem switch
    {
        _ when AppSettings.MistakesIn(problem) is { } mistakes => string.Join(Environment.NewLine, mistakes),
        // Azure's clients throw the errors of all attempts. The last one is the most specific.
        AggregateException { InnerExceptions: [.., Exception last] } => Explain(last),
        RequestFailedException { Status: 0 } => "No answer from Azure. Check the names in the options, and whether the network allows access.",
        RequestFailedException refused => $"Azure answered {refused.Status} {refused.ErrorCode}.",
        AuthenticationFailedException => NotSignedIn,
        InvalidDataException or FormatException or IOException or UnauthorizedAccessException => problem.Message,
        OperationCanceledException => "Stopped.",
        _ => null,
    };
}
