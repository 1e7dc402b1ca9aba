using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Persons;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Finds the requests of a person in the index.</summary>
internal sealed class PersonLookup(IStateStore store, PersonIndexKey key)
{
    public const string NoKey =
        "There is no key for the index of persons: set Humanos:PersonIndexKey or, in Azure, the secret humanos-person-index-key, then run state rebuild --into. docs/privacy.md describes it.";

    public IStateStore Store => store;

    /// <summary>Runs with the state and the secrets of an ingestor.</summary>
    public static async Task<int> WithAsync(IngestorPlace place, Func<PersonLookup, Task<int>> run)
    {
        IConfiguration configuration = place.Configure();
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddTelemetry(configuration)
            .AddSecrets(configuration)
            .AddStateStore(configuration)
            .AddPersonIndex()
            .BuildServiceProvider();
        return await run(new PersonLookup(services.GetRequiredService<IStateStore>(), services.GetRequiredService<PersonIndexKey>()));
    }

    /// <summary>Returns the keys of a person, or null if the index has no key.</summary>
    public async Task<PersonKeys?> KeysAsync(CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } hash ? new PersonKeys(hash) : null;

    /// <summary>Returns the ids of the requests, or null if the index has no key.</summary>
    public async Task<IReadOnlyList<string>?> RequestsAsync(string person, CancellationToken cancellationToken)
    {
        if (await KeysAsync(cancellationToken) is not { } keys)
        {
            return null;
        }

        var found = new List<string>();
        foreach (string indexed in keys.Of(person))
        {
            found.AddRange(await store.RequestsOfAsync(indexed, cancellationToken));
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
