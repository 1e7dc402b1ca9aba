using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Stores the state in an embedded database file, for a single machine.</summary>
internal sealed class SqliteStateStore : IStateStore, IAsyncDisposable
{
    // Readers of the database are quick. A longer one keeps the log from being emptied.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly StateWriter _writer;
    private readonly StateReader _rows;
    private readonly ChangeReader _changes;
    private readonly StateProbe _probe;
    private readonly StateEraser _eraser;
    private readonly TimeProvider _time;

    public SqliteStateStore(string path, TimeProvider time)
    {
        var file = new StateFile(path);
        _writer = new StateWriter(file, time);
        _rows = new StateReader(file);
        _changes = new ChangeReader(file);
        _probe = new StateProbe(file);
        _eraser = new StateEraser(file);
        _time = time;
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

    public Task<IReadOnlyList<string>> RequestsOfAsync(string indexedKey, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<string>>(() => _rows.RequestsOf(indexedKey), cancellationToken);

    public Task<bool> IsErasedAsync(string requestId, CancellationToken cancellationToken) => ReadAsync(() => _rows.IsErased(requestId), cancellationToken);

    public Task<bool> HasTombstonesAsync(CancellationToken cancellationToken) => ReadAsync(_rows.HasTombstones, cancellationToken);

    public Task<int> DeleteAsync(string requestId, bool keepsIndex, CancellationToken cancellationToken) =>
        Task.Run(() => _eraser.Delete(requestId, keepsIndex), cancellationToken);

    public Task AddTombstonesAsync(IReadOnlyList<Tombstone> tombstones, CancellationToken cancellationToken) =>
        Task.Run(() => _eraser.Add(tombstones), cancellationToken);

    public async IAsyncEnumerable<Tombstone> TombstonesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Tombstone tombstone in await ReadAsync(_eraser.All, cancellationToken))
        {
            yield return tombstone;
        }
    }

    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await Task.Run(_eraser.Rewrite, cancellationToken);
        long started = _time.GetTimestamp();
        while (!await Task.Run(_eraser.TryEmptyLog, cancellationToken))
        {
            if (_time.GetElapsedTime(started) > MaxWait)
            {
                throw new IOException("Another process reads the database without a pause, so its log could not be emptied. Repeat the command.");
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

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
        SELECT (SELECT 1 FROM state LIMIT 1), (SELECT 1 FROM requests LIMIT 1), (SELECT 1 FROM indexed_keys LIMIT 1), (SELECT 1 FROM tombstones LIMIT 1);
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
