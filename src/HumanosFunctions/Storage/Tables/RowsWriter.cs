using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Writes the rows of a call in chunks. It adds the requests of a chunk to the change index first and then writes the rows, both before a
/// deadline, so that readers of the index know the maximum delay of a row.
/// </summary>
internal sealed class RowsWriter(StateTables tables, TimeProvider time)
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // The limit of a Table storage transaction.
    private const int MaxChunkSize = 100;

    private readonly ChangeWriter _changes = new(tables.Changes);
    private readonly IndexWriter _index = new(tables.Rows);
    private readonly RequestWriter _requests = new(tables.Rows, new RowWriter(tables.Rows, time));

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        var writes = new List<RowWrite>(rows.Count);
        foreach (StateRow[] chunk in rows.Chunk(MaxChunkSize))
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
        await Task.WhenAll(
            _changes.AnnounceAsync([.. requests.Select(request => request.Key)], announcedAt, cancellationToken),
            _index.AddAsync(chunk, cancellationToken));

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

/// <summary>
/// Adds the indexed rows to the index before the rows are written. If a writer fails in between, the index names a request that does not have
/// the row yet. In the opposite order, a row would not be found by its key.
/// </summary>
internal sealed class IndexWriter(TableClient table)
{
    public Task AddAsync(IEnumerable<StateRow> rows, CancellationToken cancellationToken) => Task.WhenAll(rows
        .Where(row => row.Kind == StateRow.IndexedKind)
        .Select(row => table.UpsertEntityAsync(IndexEntity.From(row), TableUpdateMode.Replace, cancellationToken)));
}

/// <summary>
/// Writes the rows of one request, which form one partition. Usually all rows are new and go into one transaction, which saves round trips.
/// If one of them exists, each row is written separately, with the same result.
/// </summary>
internal sealed class RequestWriter(TableClient table, RowWriter writer)
{
    // A transaction holds 4 MiB in total, with binary properties in base64.
    private const int MaxTransactionBytes = 2 * 1024 * 1024;

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        if (FitOneTransaction(rows) && await AllInsertedAsync(rows, cancellationToken))
        {
            return [.. rows.Select(_ => RowWrite.Stored)];
        }

        await ReplaceIndexedAsync([.. rows.Where(IsIndexed)], cancellationToken);
        var writes = new List<RowWrite>(rows.Count);
        foreach (StateRow row in rows)
        {
            writes.Add(IsIndexed(row) ? RowWrite.Stored : await writer.PutAsync(row, cancellationToken));
        }

        return writes;
    }

    // Their content never differs, so they need no comparison.
    private async Task ReplaceIndexedAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await table.SubmitTransactionAsync(
                rows.DistinctBy(row => row.Key).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, RowEntity.From(row))),
                cancellationToken);
        }
    }

    // Indexed rows are the same in every event of the request. They must not prevent the transaction.
    private static TableTransactionAction ToAction(StateRow row) =>
        new(IsIndexed(row) ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Add, RowEntity.From(row));

    private static bool IsIndexed(StateRow row) => row.Kind == StateRow.IndexedKind;

    private static bool FitOneTransaction(IReadOnlyList<StateRow> rows) =>
        rows.Count > 1
        && rows.Sum(row => row.Content.Length) <= MaxTransactionBytes
        && rows.DistinctBy(row => (row.Kind, row.Key)).Count() == rows.Count;

    private async Task<bool> AllInsertedAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(ToAction), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status == 409)
        {
            return false;
        }
    }
}

/// <summary>Writes one row: inserts it, or replaces an older one with optimistic concurrency.</summary>
internal sealed class RowWriter(TableClient table, TimeProvider time)
{
    private const int Attempts = 12;
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    public async Task<RowWrite> PutAsync(StateRow row, CancellationToken cancellationToken)
    {
        TableEntity entity = RowEntity.From(row);
        if (await InsertedAsync(entity, cancellationToken))
        {
            return RowWrite.Stored;
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TableEntity there = await table.GetEntityAsync<TableEntity>(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
            if (RowOrder.CompareEvents(row, RowEntity.ToRow(there)) <= 0)
            {
                return RowWrite.Outdated;
            }

            if (await ReplacedAsync(entity, there.ETag, cancellationToken))
            {
                return RowWrite.Stored;
            }

            await Task.Delay(Pause(attempt), time, cancellationToken);
        }

        throw new IOException($"Another writer changed the row during each of {Attempts} attempts to replace it.");
    }

    private async Task<bool> InsertedAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private async Task<bool> ReplacedAsync(TableEntity entity, ETag compared, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(entity, compared, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 412)
        {
            return false;
        }
    }

    // Jitter keeps two writers from colliding again.
    private static TimeSpan Pause(int attempt)
    {
        TimeSpan max = MinPause * (1 << attempt);
        return (max < MaxPause ? max : MaxPause) * Random.Shared.NextDouble();
    }
}
