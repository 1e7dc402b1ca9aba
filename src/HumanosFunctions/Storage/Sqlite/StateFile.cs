using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Opens the database file; the first connection makes file and schema.</summary>
internal sealed class StateFile(string path)
{
    // Times are ticks in UTC. Texts from outside are escaped, see StoredText.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS state (
            request_id  TEXT NOT NULL,
            kind        TEXT NOT NULL,
            key         TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            event_id    TEXT NOT NULL,
            content     BLOB NOT NULL,
            PRIMARY KEY (request_id, kind, key)
        );
        CREATE TABLE IF NOT EXISTS changes (
            request_id TEXT NOT NULL PRIMARY KEY,
            changed_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS changes_by_time ON changes (changed_at, request_id);
        """;

    // FULL: a commit that was acknowledged is on the disk, also when the power fails.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private readonly string _path = Path.GetFullPath(path);
    private readonly Lock _opening = new();
    private bool _exists;

    public SqliteConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, Durability);
            EnsureSchema(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void EnsureSchema(SqliteConnection connection)
    {
        lock (_opening)
        {
            if (!_exists)
            {
                Execute(connection, Schema);
                _exists = true;
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
