using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Runs a command with the app's services that it needs, and explains problems.</summary>
internal sealed class QuarantineRun(IngestorPlace place, TextWriter error)
{
    /// <summary>Runs a command that only needs the payload store.</summary>
    public Task<int> OnBodiesAsync(Func<IPayloadStore, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
        async (configuration, stop) =>
        {
            await using ServiceProvider provider = new ServiceCollection().AddPayloadStore(configuration).BuildServiceProvider();
            return await run(provider.GetRequiredService<IPayloadStore>(), stop);
        },
        cancellationToken);

    /// <summary>Runs a command that also needs secrets and Service Bus.</summary>
    public Task<int> WithSecretsAsync(Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
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

    private Task<int> ExplainAsync(Func<IConfiguration, CancellationToken, Task<int>> run, CancellationToken cancellationToken) =>
        ExplainedRun.RunAsync(error, StorageProblem.Explain, stop => run(Configure(), stop), cancellationToken);

    // Whether an ingestor in Azure has an archive is not known here. Without one, a replay does more than is necessary with one.
    private IConfiguration Configure() => place.IsAzure ? place.Configure(("Humanos:ArchiveDays", "0")) : place.Configure();
}
