using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>
/// Creates the tables, or migrates a file of an earlier version. Requests are numbered in order of arrival, and everything except the index
/// of ids is ordered by number, so a new event is appended to the tables instead of inserted between older rows.
/// </summary>
internal static class StateSchema
{
    public const long Version = 4;

    private const long SecondVersion = 2;
    private const long ThirdVersion = 3;

    // Times are UTC ticks. Untrusted text is escaped by StoredText.
    private const string Tables = """
        CREATE TABLE requests (
            number     INTEGER PRIMARY KEY,
            request_id TEXT NOT NULL UNIQUE,
            changed_at INTEGER NOT NULL
        );
        CREATE INDEX requests_by_change ON requests (changed_at);
        CREATE TABLE state (
            request     INTEGER NOT NULL,
            kind        TEXT NOT NULL,
            key         TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            event_id    TEXT NOT NULL,
            content     BLOB NOT NULL,
            UNIQUE (request, kind, key)
        );
        """;

    // Since version 3: erased requests.
    private const string Tombstones = """
        CREATE TABLE tombstones (
            hash      TEXT NOT NULL PRIMARY KEY,
            erased_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    // Since version 4: the rows of the indexed kind. Ordered by request, so that a new request is appended. A search by key reads all of the
    // small rows: searches are rare, and an order by key would cost every new event the rewriting of random pages.
    private const string IndexedKeys = """
        CREATE TABLE indexed_keys (
            request INTEGER NOT NULL,
            key     TEXT NOT NULL,
            PRIMARY KEY (request, key)
        ) WITHOUT ROWID;
        """;

    private const string MoveIndexed = $"""
        DROP INDEX state_by_indexed_key;
        INSERT INTO indexed_keys (request, key) SELECT request, key FROM state WHERE kind = '{StateRow.IndexedKind}';
        DELETE FROM state WHERE kind = '{StateRow.IndexedKind}';
        """;

    private const string PutAside = "ALTER TABLE state RENAME TO first_state; ALTER TABLE changes RENAME TO first_changes;";

    private const string Move = """
        INSERT INTO requests (request_id, changed_at) SELECT request_id, changed_at FROM first_changes ORDER BY changed_at, request_id;
        INSERT INTO state (request, kind, key, occurred_at, event_id, content)
            SELECT number, kind, key, occurred_at, event_id, content FROM first_state JOIN requests USING (request_id)
            ORDER BY number, kind, key;
        DROP TABLE first_state;
        DROP TABLE first_changes;
        """;

    public static void Ensure(SqliteConnection connection)
    {
        if (IsPresent(connection))
        {
            return;
        }

        using SqliteTransaction transaction = connection.BeginTransaction();
        if (!IsPresent(connection))
        {
            Execute(connection, Ask(connection, "PRAGMA user_version") switch
            {
                ThirdVersion => IndexedKeys + MoveIndexed,
                SecondVersion => Tombstones + IndexedKeys,
                _ when IsFirst(connection) => PutAside + Tables + Move + Tombstones + IndexedKeys,
                _ => Tables + Tombstones + IndexedKeys,
            });
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        }

        transaction.Commit();
    }

    private static bool IsPresent(SqliteConnection connection) => Ask(connection, "PRAGMA user_version") >= Version;

    private static bool IsFirst(SqliteConnection connection) => Ask(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'changes'") > 0;

    private static long Ask(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
