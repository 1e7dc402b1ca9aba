using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The connection of the writer with its prepared statements. It is discarded after a failure.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly StateFile _file;
    private readonly TimeProvider _time;
    private readonly SqliteConnection _connection;
    private readonly RowUpsert _row;
    private readonly IndexedRowInsert _indexed;
    private readonly RequestRegister _requests;
    private readonly TombstoneLookup _erased;
    private (DateTime WrittenAt, long Length) _log;

    public WriteSession(StateFile file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _connection = file.Open();
        try
        {
            _row = new RowUpsert(_connection);
            _indexed = new IndexedRowInsert(_connection);
            _requests = new RequestRegister(_connection);
            _erased = new TombstoneLookup(_connection);
            _log = file.Log();
        }
        catch
        {
            StateFile.Discard(_connection);
            throw;
        }
    }

    public void Commit(IReadOnlyList<PendingRows> batch)
    {
        _file.ThrowIfMoved(_connection);
        if (batch.All(pending => pending.Rows.Count == 0))
        {
            return;
        }

        using (SqliteTransaction transaction = _connection.BeginTransaction())
        {
            _erased.Begin(transaction, _requests.Begin(_time.GetUtcNow(), transaction));
            foreach (PendingRows pending in batch)
            {
                Put(pending, transaction);
            }

            transaction.Commit();
        }

        _log = _file.Log();
        _file.ThrowIfMoved(_connection);
    }

    /// <summary>Call this after a failure, when no connection is open.</summary>
    public void RemoveLog() => _file.RemoveLog(_log);

    private void Put(PendingRows pending, SqliteTransaction transaction)
    {
        for (int index = 0; index < pending.Rows.Count; index++)
        {
            StateRow row = pending.Rows[index];
            if (_erased.Covers(row.RequestId))
            {
                pending.Results[index] = RowWrite.Erased;
                continue;
            }

            long request = _requests.NumberOf(row.RequestId);
            pending.Results[index] = row.Kind == StateRow.IndexedKind ? _indexed.Execute(request, row, transaction) : _row.Execute(request, row, transaction);
            if (pending.Results[index] == RowWrite.Stored)
            {
                _requests.Changed(request);
            }
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _indexed.Dispose();
        _requests.Dispose();
        _erased.Dispose();

        // A pooled handle of a failed or replaced file would fail in the next session too.
        StateFile.Discard(_connection);
    }
}

/// <summary>The prepared statement that writes a row unless a newer one exists.</summary>
internal sealed class RowUpsert : IDisposable
{
    private const string Sql = """
        INSERT INTO state (request, kind, key, occurred_at, event_id, content)
        VALUES ($request, $kind, $key, $occurredAt, $eventId, $content)
        ON CONFLICT (request, kind, key) DO UPDATE
        SET occurred_at = excluded.occurred_at, event_id = excluded.event_id, content = excluded.content
        WHERE (excluded.occurred_at, excluded.event_id) > (state.occurred_at, state.event_id)
        """;

    private readonly SqliteCommand _command;
    private readonly SqliteParameter _request, _kind, _key, _occurredAt, _eventId, _content;

    public RowUpsert(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        _request = _command.Parameters.Add("$request", SqliteType.Integer);
        _kind = _command.Parameters.Add("$kind", SqliteType.Text);
        _key = _command.Parameters.Add("$key", SqliteType.Text);
        _occurredAt = _command.Parameters.Add("$occurredAt", SqliteType.Integer);
        _eventId = _command.Parameters.Add("$eventId", SqliteType.Text);
        _content = _command.Parameters.Add("$content", SqliteType.Blob);
        _command.Prepare();
    }

    public RowWrite Execute(long request, StateRow row, SqliteTransaction transaction)
    {
        _command.Transaction = transaction;
        _request.Value = request;
        _kind.Value = StoredText.Encode(row.Kind);
        _key.Value = StoredText.Encode(row.Key);
        _occurredAt.Value = row.OccurredAt.UtcTicks;
        _eventId.Value = row.EventId;
        _content.Value = Whole(row.Content);
        return _command.ExecuteNonQuery() == 1 ? RowWrite.Stored : RowWrite.Outdated;
    }

    // A parameter takes an array. Most rows are one.
    private static byte[] Whole(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out ArraySegment<byte> part) && part.Array is { } array && part.Count == array.Length ? array : content.ToArray();

    public void Dispose() => _command.Dispose();
}

/// <summary>The prepared statement that writes a row of the indexed kind, unless it exists.</summary>
internal sealed class IndexedRowInsert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _request, _key;

    public IndexedRowInsert(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = "INSERT INTO indexed_keys (request, key) VALUES ($request, $key) ON CONFLICT DO NOTHING";
        _request = _command.Parameters.Add("$request", SqliteType.Integer);
        _key = _command.Parameters.Add("$key", SqliteType.Text);
        _command.Prepare();
    }

    public RowWrite Execute(long request, StateRow row, SqliteTransaction transaction)
    {
        _command.Transaction = transaction;
        _request.Value = request;
        _key.Value = StoredText.Encode(row.Key);
        return _command.ExecuteNonQuery() == 1 ? RowWrite.Stored : RowWrite.Outdated;
    }

    public void Dispose() => _command.Dispose();
}
