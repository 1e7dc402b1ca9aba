using System.CommandLine;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Payloads;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Runs a command with the archive, until the program must stop, and explains problems.</summary>
internal static class ArchiveRun
{
    /// <summary>Runs a command with the services of the archive: <see cref="EventArchive"/>, <see cref="IPayloadStore"/> and <see cref="IStateStore"/>.</summary>
    public static Task<int> OnArchiveAsync(
        ParseResult parsed, IngestorPlace place, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellationToken) => ExplainAsync(
        parsed,
        async stop =>
        {
            IConfiguration configuration = place.Configure();
            await using ServiceProvider provider = new ServiceCollection().AddPayloadStore(configuration).AddArchive(configuration).AddStateStore(configuration).BuildServiceProvider();
            return await run(provider, stop);
        },
        cancellationToken);

    public static Task<int> ExplainAsync(ParseResult parsed, Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken) =>
        ExplainedRun.RunAsync(parsed.InvocationConfiguration.Error, StorageProblem.Explain, run, cancellationToken);
}
