using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Runs a command with the app's own services, as many of them as it needs; a failure that a person can mend gets a sentence.</summary>
internal sealed class QuarantineRun(QuarantinePlace place, TextWriter error)
{
    /// <summary>For what needs the containers and nothing else.</summary>
    public Task<int> OnBodiesAsync(Func<IPayloadStore, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
        forReplay: false,
        async (configuration, stop) =>
        {
            await using ServiceProvider provider = new ServiceCollection().AddPayloadStore(configuration).BuildServiceProvider();
            return await run(provider.GetRequiredService<IPayloadStore>(), stop);
        },
        cancellationToken);

    /// <summary>For what needs secrets and Service Bus as well.</summary>
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
            await error.WriteLineAsync($"{option} is missing: it belongs to the other options for Azure.");
            return ExitCode.Usage;
        }

        try
        {
            return await StopSignal.CancelsAsync(stop => run(place.Configure(), stop), cancellationToken);
        }
        catch (Exception problem) when (QuarantineProblem.Explain(problem) is { } explanation)
        {
            await error.WriteLineAsync(explanation);
            return ExitCode.Problem;
        }
    }
}
