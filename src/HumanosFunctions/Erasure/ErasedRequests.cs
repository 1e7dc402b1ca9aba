using HumanosFunctions.Storage;

namespace HumanosFunctions.Erasure;

/// <summary>
/// Tells whether a request was erased. A tombstone, which holds a hash of the request's id, decides. What arrives later for the request, such as
/// a retry or a replay, has no effect.
/// </summary>
public sealed class ErasedRequests(IStateStore store, TimeProvider time)
{
    /// <summary>How long the answer that nothing was ever erased is used again. An erasure waits longer before it erases what was written in between.</summary>
    public static readonly TimeSpan RemembersNone = TimeSpan.FromSeconds(1);

    private long _noneUntil;
    private volatile bool _hasAny;

    /// <summary>Whether a request was erased. It throws if the store is not available.</summary>
    /// <param name="requestId">The id under which the request is stored.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<bool> CoverAsync(string requestId, CancellationToken cancellationToken) =>
        await HasAnyAsync(cancellationToken) && await store.IsErasedAsync(requestId, cancellationToken);

    // In most stores nothing was ever erased, so an event does not need a read. Tombstones are never deleted.
    private async Task<bool> HasAnyAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_hasAny || now.UtcTicks < Volatile.Read(ref _noneUntil))
        {
            return _hasAny;
        }

        if (await store.HasTombstonesAsync(cancellationToken))
        {
            _hasAny = true;
        }
        else
        {
            Volatile.Write(ref _noneUntil, (now + RemembersNone).UtcTicks);
        }

        return _hasAny;
    }
}
