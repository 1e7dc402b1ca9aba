namespace HumanosFunctions.Storage;

/// <summary>One fact about a request, with the event that it comes from.</summary>
public sealed record StateRow
{
    /// <summary>A Table storage entity holds 1 MiB. The rest is for ids and keys.</summary>
    public const int MaxContentLength = 900 * 1024;

    /// <summary>The kind of the rows that are found by their key, see <see cref="IStateStore.RequestsOfAsync"/> and <see cref="Indexed"/>.</summary>
    public const string IndexedKind = "person";

    private static readonly ReadOnlyMemory<byte> NoContent = "{}"u8.ToArray();

    /// <summary>The id as the event contains it: any text, possibly empty.</summary>
    public required string RequestId { get; init; }

    /// <summary>The kind of fact: a short ASCII word.</summary>
    public required string Kind { get; init; }

    /// <summary>Any text that is unique within request and kind.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Orders two events of the same time: hex, compared ordinally.</summary>
    public required string EventId { get; init; }

    /// <summary>JSON in UTF-8, at most <see cref="MaxContentLength"/> bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>
    /// Creates a row that is found by its key. Everything else is the same in all such rows, so that it does not matter which event wrote it,
    /// and a store need not keep it.
    /// </summary>
    public static StateRow Indexed(string requestId, string key) => new()
    {
        RequestId = requestId,
        Kind = IndexedKind,
        Key = key,
        OccurredAt = DateTimeOffset.UnixEpoch,
        EventId = string.Empty,
        Content = NoContent,
    };

    /// <summary>Every store calls this before it writes any of the rows.</summary>
    internal static void ThrowIfTooLarge(IEnumerable<StateRow> rows)
    {
        if (rows.Any(row => row.Content.Length > MaxContentLength))
        {
            throw new ArgumentException($"A row's content is longer than {MaxContentLength} bytes.", nameof(rows))
            {
                Data = { [PermanentStoreFailure.Reason] = "RowTooLarge" },
            };
        }
    }
}

/// <summary>The two orders of rows, shared by all stores.</summary>
internal static class RowOrder
{
    /// <summary>The order in which the rows of a request are listed.</summary>
    public static Comparison<StateRow> Listing { get; } = (left, right) =>
        string.CompareOrdinal(left.Kind, right.Kind) is var byKind and not 0 ? byKind
        : CompareEvents(left, right) is var byEvent and not 0 ? byEvent
        : string.CompareOrdinal(left.Key, right.Key);

    /// <summary>Decides which of two rows with the same key is kept: the greater one.</summary>
    public static int CompareEvents(StateRow left, StateRow right) =>
        left.OccurredAt.CompareTo(right.OccurredAt) is var byTime and not 0 ? byTime : string.CompareOrdinal(left.EventId, right.EventId);
}
