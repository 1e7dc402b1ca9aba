namespace HumanosFunctions.Storage;

/// <summary>
/// The state of every request as independent rows, each a last-writer-wins register ordered by
/// (<see cref="StateRow.OccurredAt"/>, <see cref="StateRow.EventId"/>). Such puts commute and may be repeated, so any
/// order and any repetition of the same events ends in the same rows, without a transaction over several of them.
/// Whatever an implementation throws, but for the exceptions that are named here, means "try again later".
/// </summary>
public interface IStateStore
{
    /// <summary>
    /// Puts each row, unless one of greater or equal order is there. Ends when all are durable; after an exception any
    /// part of them may be, and the whole call is to be repeated. One result a row, in the order of the rows.
    /// </summary>
    /// <exception cref="ArgumentException">A row's content is longer than <see cref="StateRow.LargestContent"/>.</exception>
    Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken);

    /// <summary>The rows of a request, by kind, then time, then event id, then key; empty where there is none.</summary>
    Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>
    /// The requests that changed at or after <paramref name="since"/>, oldest change first. No change is missed, also
    /// none made while paging; a request may come again, and some that changed shortly before may come as well.
    /// A poller follows <see cref="ChangedPage.Next"/> to its end, and begins the next round with the greatest
    /// <see cref="ChangedRequest.ChangedAt"/> it has seen, as it is: an allowance for clocks is the store's own affair.
    /// </summary>
    /// <exception cref="FormatException">The continuation is none that this store made for this <paramref name="since"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The page size is less than one.</exception>
    Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken);

    /// <summary>Throws where the store cannot be used now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

public enum RowWrite
{
    Stored,

    /// <summary>A newer row is there, or this very one: nothing changed.</summary>
    Outdated,
}

/// <summary>Some changed requests, and the opaque continuation to the next of them; null at the end.</summary>
public sealed record ChangedPage(IReadOnlyList<ChangedRequest> Requests, string? Next);

/// <summary>A request, and when a row of it changed; the time of the change here, not that of the event.</summary>
public sealed record ChangedRequest(string RequestId, DateTimeOffset ChangedAt);
