using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Cli.Quarantine;
using HumanosFunctions.Erasure;
using HumanosFunctions.Payloads;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Finds what belongs to persons or requests, asks, and erases it.</summary>
internal sealed class ErasePerson(IServiceProvider services, IngestorPlace place, TextWriter output, TimeProvider time)
{
    // An invocation in Azure can be at its first try of a write, which takes half a minute at most, and its deadline.
    private static readonly TimeSpan SettlingInAzure = TimeSpan.FromMinutes(1);

    // SQLite refuses rows of erased requests. The archive can get an event until the app knows of the first tombstone.
    private static readonly TimeSpan SettlingLocally = 3 * ErasedRequests.RemembersNone;

    private readonly IStateStore _store = services.GetRequiredService<IStateStore>();

    public async Task<int> RunAsync(IReadOnlyList<string> persons, IReadOnlyList<string> requests, ErasureMode mode, CancellationToken cancellationToken)
    {
        var lookup = new PersonLookup(_store, services.GetRequiredService<PersonIndexKey>());
        PersonKeys? keys = await lookup.KeysAsync(cancellationToken);
        if (keys is null && persons.Count > 0)
        {
            await output.WriteLineAsync(PersonLookup.NoKey);
            return ExitCode.Usage;
        }

        var scope = new ErasureScope(keys, persons.SelectMany(person => keys!.Of(person)));
        foreach (string requestId in requests.Select(RequestKey.Of).Concat(await IndexedAsync(lookup, persons, cancellationToken)))
        {
            scope.Add(requestId);
        }

        ErasureRun run = Run();
        await run.DiscoverAsync(scope, cancellationToken);
        if (scope.Requests.Count == 0)
        {
            await output.WriteLineAsync("No request was found, and nothing is erased.");
            return await run.ReportAsync();
        }

        return await RunAsync(run, scope, mode, cancellationToken);
    }

    private async Task<int> RunAsync(ErasureRun run, ErasureScope scope, ErasureMode mode, CancellationToken cancellationToken)
    {
        if (mode != ErasureMode.Erase)
        {
            foreach (string requestId in scope.Requests.Order(StringComparer.Ordinal))
            {
                await output.WriteLineAsync($"request {PlainText.Of(requestId)}");
            }

            int foretold = await run.PreviewAsync(scope, cancellationToken);
            if (mode == ErasureMode.DryRun)
            {
                return foretold;
            }

            if (!await Confirmation.AskAsync(output, $"Erase {scope.Requests.Count} requests for good?", cancellationToken))
            {
                await output.WriteLineAsync("Nothing was erased. Add --yes to erase.");
                return ExitCode.Usage;
            }
        }

        return await run.RunAsync(scope, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> IndexedAsync(PersonLookup lookup, IReadOnlyList<string> persons, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (string person in persons)
        {
            found.AddRange(await lookup.RequestsAsync(person, cancellationToken) ?? []);
        }

        return found;
    }

    private ErasureRun Run()
    {
        var payloads = services.GetRequiredService<IPayloadStore>();
        string topic = services.GetRequiredService<IOptions<PublishingOptions>>().Value.TopicName;
        return new ErasureRun(
            new StateErasure(_store),
            [
                new MessageErasure(services.GetRequiredService<ServiceBusClient>(), topic, OtherSubscribers(), time),
                new QuarantineErasure(payloads, services.GetRequiredService<DeliveryVerifier>(), services.GetRequiredService<ReplaySecrets>(), time),
                new ClaimCheckErasure(payloads, time),
                .. place.IsAzure ? (IErasablePlace[])[] : [new LeftoverErasure(place.Data, time)],
                new ArchiveErasure(services.GetRequiredService<EventArchive>(), time),
            ],
            output,
            time)
        {
            Settling = place.IsAzure ? SettlingInAzure : SettlingLocally,
        };
    }

    private static string[] OtherSubscribers() =>
        [.. EntityNames.Read(OutputFiles.Topology, LocalIngestor.DefaultTopic).Subscriptions.Where(name => EventSubscription.Named(name) is null)];
}
