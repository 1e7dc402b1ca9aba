namespace HumanosFunctions.Storage;

/// <summary>
/// Stores the state of each request as independent rows. Each row is a last-writer-wins register, ordered by
/// (<see cref="StateRow.OccurredAt"/>, <see cref="StateRow.EventId"/>). Writes are commutative and idempotent, so the same events lead to
/// the same rows in any order and with any repetition, without a transaction over several rows. Any exception that is not listed here is
/// transient: try again later.
/// </summary>
public interface IStateStore
{
    /// <summary>
    /// Writes each row, unless a row of equal or greater order exists. Completes when all rows are durable. After an exception, some of the
    /// rows can be stored: repeat the whole call. Returns one result per row, in the order of the rows.
    /// </summary>
    /// <exception cref="ArgumentException">The content of a row is longer than <see cref="StateRow.MaxContentLength"/>.</exception>
    Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken);

    /// <summary>Returns the rows of a request, ordered by kind, time, event id and key. Empty if there are none.</summary>
    Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the requests that changed at or after <paramref name="since"/>, oldest change first. It misses no change, including changes
    /// during paging. A request can appear several times, and some that changed shortly before can appear too. A poller follows
    /// <see cref="ChangedPage.Next"/> to the end and starts the next round with the greatest <see cref="ChangedRequest.ChangedAt"/> that it
    /// has seen, unchanged: the store itself allows for differences between clocks.
    /// </summary>
    /// <exception cref="FormatException">The continuation was not created by this store for this <paramref name="since"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The page size is less than one.</exception>
    Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken);

    /// <summary>Streams all rows with bounded memory. Rows that are written meanwhile may be missing. The order depends on the store.</summary>
    IAsyncEnumerable<StateRow> AllAsync(CancellationToken cancellationToken);

    /// <summary>Returns the ids of the requests that have a row of <see cref="StateRow.IndexedKind"/> with this key, without repetition.</summary>
    Task<IReadOnlyList<string>> RequestsOfAsync(string indexedKey, CancellationToken cancellationToken);

    /// <summary>Deletes the rows of a request and its entries in the list of changes.</summary>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="keepsIndex">Keeps the rows of <see cref="StateRow.IndexedKind"/>, so that the request is still found by them.</param>
    /// <param name="cancellationToken">Cancels the call. Some of the rows can be deleted then: repeat it.</param>
    /// <returns>The number of deleted rows.</returns>
    Task<int> DeleteAsync(string requestId, bool keepsIndex, CancellationToken cancellationToken);

    /// <summary>Completes when the tombstones are durable. A tombstone that exists keeps its time.</summary>
    Task AddTombstonesAsync(IReadOnlyList<Tombstone> tombstones, CancellationToken cancellationToken);

    /// <summary>Whether the request has a tombstone.</summary>
    Task<bool> IsErasedAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Whether any request was ever erased.</summary>
    Task<bool> HasTombstonesAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<Tombstone> TombstonesAsync(CancellationToken cancellationToken);

    /// <summary>Removes what the storage itself still holds of replaced and deleted rows.</summary>
    Task CompactAsync(CancellationToken cancellationToken);

    /// <summary>Throws if the store is not available.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

public enum RowWrite
{
    Stored,

    /// <summary>The same or a newer row exists. Nothing changed.</summary>
    Outdated,

    /// <summary>The request is erased. Nothing changed.</summary>
    Erased,
}

/// <summary>A page of changed requests, and the opaque continuation of the next page. Null on the last page.</summary>
public sealed record ChangedPage(IReadOnlyList<ChangedRequest> Requests, string? Next);

/// <summary>A request and the time when a row of it was stored, which is not the time of the event.</summary>
public sealed record ChangedRequest(string RequestId, DateTimeOffset ChangedAt);
