using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Reads the change index page by page. Its times come from the clocks of the writers before they write the rows. So an entry, and its rows
/// a little later, can become visible after a poller has seen newer ones. Therefore every round begins <see cref="Overlap"/> before the
/// requested time and lists nothing newer than its own first page. The overlap of the next round contains what this round could not see.
/// </summary>
internal sealed class ChangeReader(TableClient table, TimeProvider time)
{
    /// <summary>The longest write (<see cref="RowsWriter.Deadline"/>) plus 45 seconds for each of two clocks.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private const int MaxPageSize = 999;

    public async Task<ChangedPage> ReadAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        int size = Math.Min(pageSize, MaxPageSize);
        long start = Math.Max(since.UtcTicks - Overlap.Ticks, 0);
        ChangeRange range = ChangeRange.Read(start, continuation, time.GetUtcNow());
        List<TableEntity> found = await EntriesAsync(range, size + 1, cancellationToken);
        return found.Count <= size
            ? new ChangedPage(Changes(found), Next: null)
            : new ChangedPage(Changes(found[..size]), (range with { FirstKey = found[size].RowKey }).Write());
    }

    private async Task<List<TableEntity>> EntriesAsync(ChangeRange range, int count, CancellationToken cancellationToken)
    {
        // A shard holds a sixteenth of a page on average. With twice that, one request per shard is usually enough.
        int share = (2 * count / ChangeShard.Count) + 1;
        IEnumerable<IAsyncEnumerable<TableEntity>> parts = Enumerable.Range(0, ChangeShard.Count)
            .Select(shard => OfShard(shard, range, share, cancellationToken));
        return await ChangeMerge.InOrder(parts, cancellationToken).Take(count).ToListAsync(cancellationToken);
    }

    // Two queries, because Table storage scans the whole table for "this partition from this key on, or any later partition".
    private IAsyncEnumerable<TableEntity> OfShard(int shard, ChangeRange range, int share, CancellationToken cancellationToken)
    {
        string first = ChangeShard.Partition(shard, ChangeEntity.Ticks(range.FirstKey));
        string last = ChangeShard.Partition(shard, range.Until);
        IAsyncEnumerable<TableEntity> ofFirstHour = Query($"PartitionKey eq {first} and RowKey ge {range.FirstKey}");
        IAsyncEnumerable<TableEntity> all = first == last
            ? ofFirstHour
            : ofFirstHour.Concat(Query($"PartitionKey gt {first} and PartitionKey le {last}"));
        return all.TakeWhile(entry => ChangeEntity.Ticks(entry.RowKey) <= range.Until);

        IAsyncEnumerable<TableEntity> Query(FormattableString filter) =>
            table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), share, cancellationToken: cancellationToken);
    }

    // Lists a request that changed several times once, with its last change.
    private static List<ChangedRequest> Changes(IEnumerable<TableEntity> entries) =>
        [.. entries.Reverse().Select(ChangeEntity.ToChanged).DistinctBy(changed => changed.RequestId).Reverse()];
}

/// <summary>
/// The range of the change index that one round covers: from the first key of the next page to the time of the first page.
/// </summary>
internal sealed record ChangeRange(string FirstKey, long Until)
{
    private const string Store = "tables";
    private const int TicksLength = 19;

    public string Write() => Continuation.Write(Store, $"{Until:D19}{FirstKey}");

    public static ChangeRange Read(long start, string? continuation, DateTimeOffset now)
    {
        if (continuation is null)
        {
            return new ChangeRange(ChangeEntity.FirstKey(start), now.UtcTicks);
        }

        string text = Continuation.Read(Store, continuation);
        long until = long.Parse(text.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);
        string firstKey = text[TicksLength..];
        return ChangeEntity.Ticks(firstKey) >= start ? new ChangeRange(firstKey, until) : throw Continuation.NotOurs();
    }
}

/// <summary>Merges the ordered shards of the change index into one ordered list. It reads no shard much further than necessary.</summary>
internal static class ChangeMerge
{
    public static async IAsyncEnumerable<TableEntity> InOrder(
        IEnumerable<IAsyncEnumerable<TableEntity>> parts,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity>[] readers = [.. parts.Select(part => part.GetAsyncEnumerator(cancellationToken))];
        try
        {
            PriorityQueue<IAsyncEnumerator<TableEntity>, string> heads = await HeadsAsync(readers);
            while (heads.TryDequeue(out IAsyncEnumerator<TableEntity>? reader, out _))
            {
                yield return reader.Current;
                if (await reader.MoveNextAsync())
                {
                    heads.Enqueue(reader, reader.Current.RowKey);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<TableEntity> reader in readers)
            {
                await reader.DisposeAsync();
            }
        }
    }

    private static async Task<PriorityQueue<IAsyncEnumerator<TableEntity>, string>> HeadsAsync(IAsyncEnumerator<TableEntity>[] readers)
    {
        bool[] found = await Task.WhenAll(readers.Select(reader => reader.MoveNextAsync().AsTask()));
        var heads = new PriorityQueue<IAsyncEnumerator<TableEntity>, string>(StringComparer.Ordinal);
        heads.EnqueueRange(readers.Where((_, index) => found[index]).Select(reader => (reader, reader.Current.RowKey)));
        return heads;
    }
}
