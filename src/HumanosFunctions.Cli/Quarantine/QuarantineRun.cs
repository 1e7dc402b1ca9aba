using Azure;
using Azure.Identity;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Runs a command with the app's services that it needs, and explains problems.</summary>
internal sealed class QuarantineRun(QuarantineSource place, TextWriter error)
{
    /// <summary>Runs a command that only needs the payload store.</summary>
    public Task<int> OnBodiesAsync(Func<IPayloadStore, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
        forReplay: false,
        async (configuration, stop) =>
        {
            await using ServiceProvider provider = new ServiceCollection().AddPayloadStore(configuration).BuildServiceProvider();
            return await run(provider.GetRequiredService<IPayloadStore>(), stop);
        },
        cancellationToken);

    /// <summary>Runs a command that also needs secrets and Service Bus.</summary>
    public Task<int> WithSecretsAsync(Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
        forReplay: true,
        async (configuration, stop) =>
        {
            await using ServiceProvider provider = new ServiceCollection()
                .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Azure", LogLevel.None).AddSimpleConsole(console => console.SingleLine = true))
                .AddHumanosFunctions(configuration)
                .AddSingleton<QuarantineReplay>()
                .AddSingleton<ReplaySecrets>()
                .BuildServiceProvider();
            provider.GetRequiredService<IStartupValidator>().Validate();
            return await run(provider, stop);
        },
        cancellationToken);

    private async Task<int> ExplainAsync(bool forReplay, Func<IConfiguration, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        if (place.Missing(forReplay) is { } option)
        {
            await error.WriteLineAsync($"{option} is missing: for an ingestor in Azure this command needs it.");
            return ExitCode.Usage;
        }

        try
        {
            return await StopSignal.CancelsAsync(stop => run(place.Configure(), stop), cancellationToken);
        }
        catch (AmbiguousIdException mistake)
        {
            await error.WriteLineAsync(mistake.Message);
            return ExitCode.Usage;
        }
        catch (Exception problem) when (QuarantineProblem.Explain(problem) is { } explanation)
        {
            await error.WriteLineAsync(explanation);
            return ExitCode.Problem;
        }
    }
}

/// <summary>Explains a problem in a sentence. An unexpected exception is a defect and keeps its stack trace.</summary>
internal static class QuarantineProblem
{
    public static string? Explain(Exception problem) => problem switch
    {
        _ when AppSettings.MistakesIn(problem) is { } mistakes => string.Join(Environment.NewLine, mistakes),
        // Azure's clients throw the errors of all attempts. The last one is the most specific.
        AggregateException { InnerExceptions: [.., Exception last] } => Explain(last),
        RequestFailedException { Status: 0 } => "No answer from Azure. Check the names in the options, and whether the network allows access.",
        RequestFailedException refused => $"Azure answered {refused.Status} {refused.ErrorCode}.",
        AuthenticationFailedException => "No sign-in to Azure was found or accepted: run az login, or set the environment variables of an identity.",
        InvalidDataException or FormatException or IOException or UnauthorizedAccessException => problem.Message,
        OperationCanceledException => "Stopped.",
        _ => null,
    };
}
