using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HumanosFunctions.Storage.Tables;

/// <summary>Stores the state in Azure Table storage, for any number of instances.</summary>
internal sealed class TablesStateStore : IStateStore
{
    private readonly StateTables _tables;
    private readonly RowsWriter _writer;
    private readonly ChangeReader _changes;
    private readonly RequestEraser _eraser;

    public TablesStateStore(TableServiceClient service, TimeProvider time)
    {
        _tables = new StateTables(service);
        _writer = new RowsWriter(_tables, time);
        _changes = new ChangeReader(_tables.Changes, time);
        _eraser = new RequestEraser(_tables);
    }

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        StateRow.ThrowIfTooLarge(rows);
        using Activity? trace = StoreTrace.StartPut("azure.tables", rows.Count);
        IReadOnlyList<RowWrite> writes = await _tables.UseAsync(token => _writer.PutAsync(rows, token), cancellationToken);
        StoreTrace.Stored(trace);
        return writes;
    }

    public async Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        List<StateRow> rows = await _tables.UseAsync(token => ReadAsync(requestId, token), cancellationToken);
        rows.Sort(RowOrder.Listing);
        return rows;
    }

    public Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return _tables.UseAsync(token => _changes.ReadAsync(since, continuation, pageSize, token), cancellationToken);
    }

    // Only the partitions of requests: the probe has its own.
    public async IAsyncEnumerable<StateRow> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _tables.UseAsync(_ => Task.FromResult(true), cancellationToken);
        await foreach (TableEntity entity in _tables.Rows.QueryAsync<TableEntity>(RowEntity.AnyRequest, cancellationToken: cancellationToken))
        {
            yield return RowEntity.ToRow(entity);
        }
    }

    public Task<IReadOnlyList<string>> RequestsOfAsync(string indexedKey, CancellationToken cancellationToken) =>
        _tables.UseAsync<IReadOnlyList<string>>(
            async token => await _tables.Rows
                .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {IndexEntity.Partition(indexedKey)}"), cancellationToken: token)
                .Select(entry => StoredText.Decode(entry.GetString(nameof(StateRow.RequestId))))
                .ToListAsync(token),
            cancellationToken);

    public Task<int> DeleteAsync(string requestId, bool keepsIndex, CancellationToken cancellationToken) =>
        _tables.UseAsync(token => _eraser.DeleteAsync(requestId, keepsIndex, token), cancellationToken);

    public async Task AddTombstonesAsync(IReadOnlyList<Tombstone> tombstones, CancellationToken cancellationToken)
    {
        foreach (Tombstone tombstone in tombstones)
        {
            await _tables.UseAsync(token => AddAsync(tombstone, token), cancellationToken);
        }
    }

    public Task<bool> IsErasedAsync(string requestId, CancellationToken cancellationToken) =>
        _tables.UseAsync(token => TombstoneEntity.ExistsAsync(_tables.Rows, requestId, token), cancellationToken);

    public async Task<bool> HasTombstonesAsync(CancellationToken cancellationToken) => await TombstonesAsync(cancellationToken).AnyAsync(cancellationToken);

    public async IAsyncEnumerable<Tombstone> TombstonesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _tables.UseAsync(_ => Task.FromResult(true), cancellationToken);
        await foreach (TableEntity entity in _tables.Rows.QueryAsync<TableEntity>(TombstoneEntity.Any, cancellationToken: cancellationToken))
        {
            yield return TombstoneEntity.ToTombstone(entity);
        }
    }

    // The service keeps nothing of a deleted entity that a client could read.
    public Task CompactAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A read-only account is not enough, so the probe writes. No request has this partition, see RowEntity.
    public Task ProbeAsync(CancellationToken cancellationToken) => _tables.UseAsync(
        token => Task.WhenAll(new[] { _tables.Rows, _tables.Changes }.Select(table => table.UpsertEntityAsync(
            new TableEntity("probe", "probe"), TableUpdateMode.Replace, token))),
        cancellationToken);

    private async Task<bool> AddAsync(Tombstone tombstone, CancellationToken cancellationToken)
    {
        try
        {
            await _tables.Rows.AddEntityAsync(TombstoneEntity.From(tombstone), cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private async Task<List<StateRow>> ReadAsync(string requestId, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {RowEntity.Partition(requestId)}");
        return await _tables.Rows.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(RowEntity.ToRow)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>The two tables. They are created on first use.</summary>
internal sealed class StateTables(TableServiceClient service)
{
    private volatile bool _exist;

    public TableClient Rows { get; } = service.GetTableClient("humanosstate");

    public TableClient Changes { get; } = service.GetTableClient("humanoschanges");

    public async Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await EnsureExistAsync(cancellationToken);
        try
        {
            return await use(cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == TableErrorCode.TableNotFound)
        {
            // A table was deleted. The next use creates it again.
            _exist = false;
            throw;
        }
    }

    private async Task EnsureExistAsync(CancellationToken cancellationToken)
    {
        if (!_exist)
        {
            await Rows.CreateIfNotExistsAsync(cancellationToken);
            await Changes.CreateIfNotExistsAsync(cancellationToken);
            _exist = true;
        }
    }
}
