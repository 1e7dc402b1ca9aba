using Humanos.Webhooks;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Persons;

/// <summary>
/// Creates the rows that lead from a person to the requests that name the person. A row holds only a keyed hash. Its content, time and event
/// are the same for every event of the request.
/// </summary>
internal sealed class PersonIndex(PersonIndexKey key)
{
    private static readonly ReadOnlyMemory<byte> NoContent = "{}"u8.ToArray();

    /// <summary>Returns no rows if there is no key.</summary>
    public async ValueTask<IReadOnlyList<StateRow>> RowsAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } keys ? [.. keys.Of(humanosEvent).Select(person => Row(facts.RequestId, person))] : [];

    private static StateRow Row(string requestId, string person) => new()
    {
        RequestId = requestId,
        Kind = RowKinds.Person,
        Key = person,
        OccurredAt = DateTimeOffset.UnixEpoch,
        EventId = string.Empty,
        Content = NoContent,
    };
}
