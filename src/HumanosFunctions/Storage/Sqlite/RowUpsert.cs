using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The prepared statement that puts a row, or leaves the newer one that is there.</summary>
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
        _content.Value = row.Content.ToArray();
        return _command.ExecuteNonQuery() == 1 ? RowWrite.Stored : RowWrite.Outdated;
    }

    public void Dispose() => _command.Dispose();
}
