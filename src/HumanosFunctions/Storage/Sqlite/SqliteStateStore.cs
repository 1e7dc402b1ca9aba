using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Stores the state in an embedded database file, for a single machine.</summary>
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

    /// <summary>Streams all rows, ordered by the stored texts of request id, kind and key.</summary>
    public IAsyncEnumerable<StateRow> AllAsync(CancellationToken cancellationToken) => _rows.AllAsync(cancellationToken);

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        // The connection of the writer has been open since the first event. The file may have been removed since.
        try
        {
            await _writer.WriteAsync([], cancellationToken);
        }
        catch (StoreFileMovedException)
        {
            _probe.ResetMoved();
            throw;
        }

        await Task.Run(_probe.Run, cancellationToken);
    }

    // SQLite is synchronous. The thread of the caller must not wait for the disk.
    private async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(read, cancellationToken);
        }
        catch (Exception failure) when (failure is StoreFileMovedException or SqliteException)
        {
            // The writer may have a removed file open, which blocks the new one. An empty write makes it reopen.
            await _writer.WriteAsync([], cancellationToken);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}

/// <summary>Checks that the database can be written to.</summary>
internal sealed class StateProbe(StateFile file)
{
    // Less than the time-out of a health check.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(3);

    // Rewrites a header field with the value that it has: the page is written and nothing changes. It queries the tables too.
    private static readonly string Sql = string.Create(CultureInfo.InvariantCulture, $"""
        BEGIN IMMEDIATE;
        SELECT (SELECT 1 FROM state LIMIT 1), (SELECT 1 FROM requests LIMIT 1);
        PRAGMA user_version = {StateSchema.Version};
        COMMIT;
        """);

    /// <summary>Resets the flag of a moved file after the caller has reported it.</summary>
    public void ResetMoved() => file.WasMoved();

    public void Run()
    {
        if (file.WasMoved())
        {
            // An event found that the file was moved, and was stored in a new file. The content of the old file is lost.
            throw new StoreFileMovedException();
        }

        using SqliteConnection connection = file.Open(LockTimeout);
        try
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
            file.ThrowIfMoved(connection);
        }
        catch
        {
            // The connection may have an open transaction.
            StateFile.Discard(connection);
            throw;
        }
    }
}
