namespace HumanosFunctions.Storage;

/// <summary>The two orders of rows, in one place so that every store has the same.</summary>
internal static class RowOrder
{
    /// <summary>The order in which the rows of a request are listed.</summary>
    public static Comparison<StateRow> Listing { get; } = (left, right) =>
        string.CompareOrdinal(left.Kind, right.Kind) is var byKind and not 0 ? byKind
        : CompareEvents(left, right) is var byEvent and not 0 ? byEvent
        : string.CompareOrdinal(left.Key, right.Key);

    /// <summary>The order that decides which of two rows with the same key stays: the greater.</summary>
    public static int CompareEvents(StateRow left, StateRow right) =>
        left.OccurredAt.CompareTo(right.OccurredAt) is var byTime and not 0 ? byTime : string.CompareOrdinal(left.EventId, right.EventId);
}
