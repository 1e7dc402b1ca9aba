using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The state in one embedded database file, for one machine.</summary>
internal sealed class SqliteStateStore : IStateStore, IAsyncDisposable
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

    public async Task<IReadOnlyList<StateRow>> OfRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        List<StateRow> rows = await ReadAsync(() => _rows.OfRequest(requestId), cancellationToken);
        rows.Sort(RowOrder.Listing);
        return rows;
    }

    public Task<ChangedPage> ChangedSinceAsync(DateTimeOffset since, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return ReadAsync(() => _changes.Read(since, continuation, pageSize), cancellationToken);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        // Its connection has been open since the first event, perhaps to a file that is no longer there.
        try
        {
            await _writer.WriteAsync([], cancellationToken);
        }
        catch (StoreFileMovedException)
        {
            _probe.Told();
            throw;
        }

        await Task.Run(_probe.Run, cancellationToken);
    }

    // The database answers synchronously: a caller's thread is not to wait for the disk.
    private async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(read, cancellationToken);
        }
        catch (Exception failure) when (failure is StoreFileMovedException or SqliteException)
        {
            // Perhaps the writer has a file open that is no longer there, and stands in the way of the new one.
            await _writer.WriteAsync([], cancellationToken);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}

/// <summary>Writes to the database, since one that can only be read cannot be used.</summary>
internal sealed class StateProbe(StateFile file)
{
    // Less than a health check has.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A header field that no program reads, with the value it has: the page is written, and nothing changes. The tables are asked too.
    private static readonly string Sql = string.Create(CultureInfo.InvariantCulture, $"""
        BEGIN IMMEDIATE;
        SELECT (SELECT 1 FROM state LIMIT 1), (SELECT 1 FROM requests LIMIT 1);
        PRAGMA user_version = {StateSchema.Version};
        COMMIT;
        """);

    /// <summary>That the file was gone is known now, and need not be told again.</summary>
    public void Told() => file.WasMoved();

    public void Run()
    {
        if (file.WasMoved())
        {
            // Found by an event, which was stored again in a new file: what was in the old one is gone.
            throw new StoreFileMovedException();
        }

        using SqliteConnection connection = file.Open(Patience);
        try
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
            file.ThrowIfMoved(connection);
        }
        catch
        {
            // It may be in the middle of a transaction.
            StateFile.Forget(connection);
            throw;
        }
    }
}
