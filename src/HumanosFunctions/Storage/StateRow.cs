namespace HumanosFunctions.Storage;

/// <summary>One fact about a request, and the event that it was learnt from.</summary>
public sealed record StateRow
{
    /// <summary>An entity of Table storage holds one mebibyte; the rest of it is left to ids and keys.</summary>
    public const int LargestContent = 900 * 1024;

    /// <summary>As the event says it: any text, also none.</summary>
    public required string RequestId { get; init; }

    /// <summary>What the fact is about: a short ASCII word.</summary>
    public required string Kind { get; init; }

    /// <summary>Any text that is unique within request and kind.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Decides between two events of the same time: hex, compared ordinally.</summary>
    public required string EventId { get; init; }

    /// <summary>JSON in UTF-8, at most <see cref="LargestContent"/> bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Refused before anything of a call is written, by every store alike.</summary>
    internal static void ThrowIfTooLarge(IEnumerable<StateRow> rows)
    {
        if (rows.Any(row => row.Content.Length > LargestContent))
        {
            throw new ArgumentException($"A row's content is longer than {LargestContent} bytes.", nameof(rows))
            {
                Data = { [PermanentStoreFailure.Reason] = "RowTooLarge" },
            };
        }
    }
}
