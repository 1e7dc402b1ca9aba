namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Puts the rows of a call, a chunk at a time: first the chunk's requests are announced in the change index, then the
/// rows are written, both before a deadline, so that a reader of the index knows how late rows can be.
/// </summary>
internal sealed class RowsWriter(StateTables tables, TimeProvider time)
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // What a transaction of Table storage holds.
    private const int LargestChunk = 100;

    private readonly ChangeWriter _changes = new(tables.Changes);
    private readonly RequestWriter _requests = new(tables.Rows, new RowWriter(tables.Rows, time));

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>(rows.Count);
        foreach (StateRow[] chunk in rows.Chunk(LargestChunk))
        {
            writes.AddRange(await PutInTimeAsync(chunk, cancellationToken));
        }

        return writes;
    }

    private async Task<RowWrite[]> PutInTimeAsync(StateRow[] chunk, CancellationToken cancellationToken)
    {
        DateTimeOffset announcedAt = time.GetUtcNow();
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await PutChunkAsync(chunk, announcedAt, either.Token);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The rows were not written within {Deadline}.", late);
        }
    }

    private async Task<RowWrite[]> PutChunkAsync(StateRow[] chunk, DateTimeOffset announcedAt, CancellationToken cancellationToken)
    {
        IGrouping<string, (int Index, StateRow Item)>[] requests =
            [.. chunk.Index().GroupBy(row => row.Item.RequestId, StringComparer.Ordinal)];
        await _changes.AnnounceAsync([.. requests.Select(request => request.Key)], announcedAt, cancellationToken);

        var writes = new RowWrite[chunk.Length];
        await Task.WhenAll(requests.Select(request => PutRequestAsync([.. request], writes, cancellationToken)));
        return writes;
    }

    private async Task PutRequestAsync((int Index, StateRow Row)[] rows, RowWrite[] writes, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowWrite> results = await _requests.PutAsync([.. rows.Select(row => row.Row)], cancellationToken);
        foreach ((int index, RowWrite result) in rows.Select(row => row.Index).Zip(results))
        {
            writes[index] = result;
        }
    }
}
