namespace HumanosFunctions.Tests.Storage;

/// <summary>What a database file of the first version holds: three rows of two requests, of which the second changed first.</summary>
internal static class FirstSqliteFile
{
    public const string Sql = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE state (
            request_id  TEXT NOT NULL,
            kind        TEXT NOT NULL,
            key         TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            event_id    TEXT NOT NULL,
            content     BLOB NOT NULL,
            PRIMARY KEY (request_id, kind, key)
        );
        CREATE TABLE changes (
            request_id TEXT NOT NULL PRIMARY KEY,
            changed_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX changes_by_time ON changes (changed_at, request_id);
        INSERT INTO state VALUES
            ('request-1', 'credential', 'key-1', 639159120000000000, 'a0', CAST('{}' AS BLOB)),
            ('request-1', 'event', 'key~002f', 639159120000000000, 'a0', CAST('[]' AS BLOB)),
            ('~0023', 'credential', 'key-1', 639159120000000000, 'a0', CAST('{}' AS BLOB));
        INSERT INTO changes VALUES ('request-1', 639159120200000000), ('~0023', 639159120100000000);
        """;
}
