using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Persons;

/// <summary>
/// Creates the rows that lead from a person to the requests that name the person. A row holds only a keyed hash,
/// the same for every event of the request.
/// </summary>
internal sealed class PersonIndex(PersonIndexKey key)
{
    /// <summary>Returns no rows if there is no key.</summary>
    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } hash ? [.. new PersonKeys(hash).Of(humanosEvent).Select(person => StateRow.Indexed(facts.RequestId, person))] : [];
}
