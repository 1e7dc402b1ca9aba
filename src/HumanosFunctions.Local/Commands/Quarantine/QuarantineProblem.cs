using Azure;
using Azure.Identity;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Settings;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>What went wrong, in a sentence; what is not foreseen is a fault of ours and keeps its trace.</summary>
internal static class QuarantineProblem
{
    public static string? Explain(Exception problem) => problem switch
    {
        _ when AppSettings.MistakesIn(problem) is { } mistakes => string.Join(Environment.NewLine, mistakes),
        // Azure's clients throw what each of their attempts met; the last says it best.
        AggregateException { InnerExceptions: [.., Exception last] } => Explain(last),
        RequestFailedException { Status: 0 } => "No answer from Azure: are the names of --storage and --vault right, and does the network let you through?",
        RequestFailedException refused => $"Azure answered {refused.Status} {refused.ErrorCode}.",
        AuthenticationFailedException => "No sign-in to Azure was found or accepted: run az login, or set the environment variables of an identity.",
        HostConfigurationException or InvalidDataException or FormatException or IOException or UnauthorizedAccessException => problem.Message,
        OperationCanceledException => "Stopped.",
        _ => null,
    };
}
