using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>
/// The prepared statements that move a request to the end of the list of changes. The time is taken while the
/// transaction holds the write lock and is greater than any before, whatever the clock does, so changes are listed in
/// the order of their commits, and a poller that has seen one time has seen all before it.
/// </summary>
internal sealed class ChangeUpsert : IDisposable
{
    private const string LatestSql = "SELECT max(changed_at) FROM changes";

    private const string Sql = """
        INSERT INTO changes (request_id, changed_at) VALUES ($requestId, $changedAt)
        ON CONFLICT (request_id) DO UPDATE SET changed_at = excluded.changed_at
        """;

    private readonly SqliteCommand _latest, _command;
    private readonly SqliteParameter _requestId, _changedAt;

    public ChangeUpsert(SqliteConnection connection)
    {
        _latest = connection.CreateCommand();
        _latest.CommandText = LatestSql;
        _latest.Prepare();
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        _requestId = _command.Parameters.Add("$requestId", SqliteType.Text);
        _changedAt = _command.Parameters.Add("$changedAt", SqliteType.Integer);
        _command.Prepare();
    }

    public void Execute(IEnumerable<string> requestIds, DateTimeOffset now, SqliteTransaction transaction)
    {
        _latest.Transaction = _command.Transaction = transaction;
        long latest = _latest.ExecuteScalar() is long ticks ? ticks : 0;
        _changedAt.Value = Math.Max(now.UtcTicks, latest + 1);
        foreach (string requestId in requestIds)
        {
            _requestId.Value = StoredText.Encode(requestId);
            _command.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _latest.Dispose();
        _command.Dispose();
    }
}
