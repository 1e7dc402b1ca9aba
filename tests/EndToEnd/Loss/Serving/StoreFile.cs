using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Loss.Serving;

/// <summary>The app's database, from outside the app.</summary>
internal sealed class StoreFile(string path)
{
    /// <summary>Keeps every writer out for a while.</summary>
    public async Task HoldAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using SqliteConnection database = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(database, "BEGIN EXCLUSIVE");
        await Task.Delay(duration, cancellationToken);
        Execute(database, "ROLLBACK");
    }

    /// <summary>Every row by the event that it comes from.</summary>
    public ILookup<string, StoredRow> Rows()
    {
        using SqliteConnection database = Open(SqliteOpenMode.ReadOnly);
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT event_id, request_id, kind, key, content FROM state JOIN requests ON number = request";
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<StoredRow>();
        while (reader.Read())
        {
            JsonNode content = JsonNode.Parse(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(4)))!;
            rows.Add(new StoredRow(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), content));
        }

        return rows.ToLookup(row => row.EventId);
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var database = new SqliteConnection(settings.ToString());
        database.Open();
        return database;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
