using HumanosFunctions.Archive;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Cli.Archive;

/// <summary>Tells which archived events belong to erased requests, which an immutable archive can still hold.</summary>
internal sealed class ErasedArchived
{
    private readonly HashSet<string> _hashes;

    private ErasedArchived(HashSet<string> hashes) => _hashes = hashes;

    public static async Task<ErasedArchived> ReadAsync(IStateStore store, CancellationToken cancellationToken) =>
        new(await store.TombstonesAsync(cancellationToken).Select(tombstone => tombstone.Hash).ToHashSetAsync(StringComparer.Ordinal, cancellationToken));

    public bool Cover(ArchivedEvent archived) => _hashes.Count > 0
        && _hashes.Contains(Tombstone.HashOf(RequestKey.Of(archived.Header.Text(EventProperties.Subject), archived.Header.EventId, () => archived.Body)));
}
