using HumanosFunctions.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>Opens the database file; the first connection makes file and schema.</summary>
public sealed class SqliteDatabase(IOptions<HumanosOptions> options)
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS events (
            processor   TEXT NOT NULL,
            event_id    TEXT NOT NULL,
            request_id  TEXT NOT NULL,
            event_type  TEXT NOT NULL,
            api_version TEXT,
            issuer      TEXT NOT NULL,
            occurred_at TEXT NOT NULL,
            received_at TEXT NOT NULL,
            decision    TEXT,
            body_sha256 TEXT NOT NULL,
            body_length INTEGER NOT NULL,
            PRIMARY KEY (processor, event_id)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS events_by_request ON events (request_id, occurred_at);
        """;

    // FULL: a commit that was acknowledged is on the disk, also when the power fails.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private readonly Lock _opening = new();
    private bool _exists;

    public SqliteConnection Open()
    {
        string path = Path.GetFullPath(options.Value.SqlitePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString());
        connection.Open();
        Execute(connection, Durability);
        lock (_opening)
        {
            if (!_exists)
            {
                Execute(connection, Schema);
                _exists = true;
            }
        }

        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
