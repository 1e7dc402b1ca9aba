using System.Diagnostics;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The state in one embedded database file, for one machine.</summary>
public sealed class SqliteStateStore : IStateStore, IAsyncDisposable
{
    private readonly StateWriter _writer;
    private readonly StateReader _rows;
    private readonly ChangeReader _changes;
    private readonly StateProbe _probe;

    public SqliteStateStore(string path, TimeProvider time)
    {
        var file = new StateFile(path);
        _writer = new StateWriter(file, time);
        _rows = new StateReader(file);
        _changes = new ChangeReader(file);
        _probe = new StateProbe(file);
    }

    public async Task<IReadOnlyList<RowWrite>> PutAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        StateRow.ThrowIfTooLarge(rows);
        using Activity? trace = StoreTrace.StartPut("sqlite", rows.Count);
        IReadOnlyList<RowWrite> writes = await _writer.WriteAsync(rows, cancellationToken);
        StoreTrace.Stored(trace);
        return writes;
    }

    // The database answers synchronously: a caller's thread is not to wait for the disk.
    public async Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        List<StateRow> rows = await Task.Run(() => _rows.OfRequest(requestId), cancellationToken);
        rows.Sort(RowOrder.Listing);
        return rows;
    }

    public Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return Task.Run(() => _changes.Read(since, continuation, pageSize), cancellationToken);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await Task.Run(_probe.Run, cancellationToken);

        // Its connection has been open since the first event, perhaps to a file that is no longer there.
        await _writer.WriteAsync([], cancellationToken);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
