using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;

namespace HumanosFunctions.Cli.State;

/// <summary>Compares all rows of two stores, which list them in the same order, with bounded memory.</summary>
internal static class StateComparison
{
    /// <param name="running">The state of the ingestor.</param>
    /// <param name="rebuilt">The state that was rebuilt from the archive.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <remarks>Rows of resends are left out: they record calls of the app, which no event contains.</remarks>
    public static async IAsyncEnumerable<StateDifference> CompareAsync(
        SqliteStateStore running, SqliteStateStore rebuilt, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<StateRow> left = OfEvents(running, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using IAsyncEnumerator<StateRow> right = OfEvents(rebuilt, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool hasLeft = await left.MoveNextAsync(), hasRight = await right.MoveNextAsync();
        while (hasLeft || hasRight)
        {
            int order = !hasRight ? -1 : !hasLeft ? 1 : Compare(left.Current, right.Current);
            if (order != 0)
            {
                yield return order < 0
                    ? new StateDifference(left.Current, StateDifferenceKind.OnlyInRunning)
                    : new StateDifference(right.Current, StateDifferenceKind.OnlyInRebuilt);
            }
            else
            {
                yield return new StateDifference(left.Current, AreEqual(left.Current, right.Current) ? StateDifferenceKind.None : StateDifferenceKind.Differs);
            }

            hasLeft = order <= 0 ? await left.MoveNextAsync() : hasLeft;
            hasRight = order >= 0 ? await right.MoveNextAsync() : hasRight;
        }
    }

    private static IAsyncEnumerable<StateRow> OfEvents(SqliteStateStore store, CancellationToken cancellationToken) =>
        store.AllAsync(cancellationToken).Where(row => row.Kind != RowKinds.Resend);

    // As the database orders its texts.
    private static int Compare(StateRow left, StateRow right) =>
        CompareText(left.RequestId, right.RequestId) is var byRequest and not 0 ? byRequest
        : CompareText(left.Kind, right.Kind) is var byKind and not 0 ? byKind
        : CompareText(left.Key, right.Key);

    private static int CompareText(string left, string right) => string.CompareOrdinal(StoredText.Encode(left), StoredText.Encode(right));

    private static bool AreEqual(StateRow left, StateRow right) =>
        left.OccurredAt == right.OccurredAt && left.EventId == right.EventId && left.Content.Span.SequenceEqual(right.Content.Span);
}

/// <summary>A row, and how the two stores differ in it.</summary>
internal sealed record StateDifference(StateRow Row, StateDifferenceKind Kind);

internal enum StateDifferenceKind
{
    None,

    /// <summary>The rebuilt row has other content, or is from another event.</summary>
    Differs,

    /// <summary>The archive does not have the event: it is older than the archive, or the archive lost it.</summary>
    OnlyInRunning,

    /// <summary>The event was not processed, or the running store lost the row.</summary>
    OnlyInRebuilt,
}
