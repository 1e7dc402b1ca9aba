using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage;

/// <summary>Reads what the processors have stored.</summary>
public sealed class SqliteEventReader(SqliteDatabase database)
{
    private const string ByRequest = """
        SELECT processor, event_id, request_id, event_type, api_version, issuer,
               occurred_at, received_at, decision, body_sha256, body_length
        FROM events WHERE request_id = $requestId ORDER BY occurred_at, event_id
        """;

    public IReadOnlyList<ProcessedEvent> OfRequest(string requestId)
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = ByRequest;
        command.Parameters.AddWithValue("$requestId", requestId);
        using SqliteDataReader rows = command.ExecuteReader();
        var events = new List<ProcessedEvent>();
        while (rows.Read())
        {
            events.Add(Event(rows));
        }

        return events;
    }

    /// <summary>Throws where the database cannot be opened and read.</summary>
    public void Probe()
    {
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM events LIMIT 1";
        command.ExecuteScalar();
    }

    private static ProcessedEvent Event(SqliteDataReader row) => new()
    {
        Processor = row.GetString(0),
        EventId = row.GetString(1),
        RequestId = row.GetString(2),
        EventType = row.GetString(3),
        ApiVersion = row.IsDBNull(4) ? null : row.GetString(4),
        Issuer = row.GetString(5),
        OccurredAt = row.GetString(6),
        ReceivedAt = row.GetString(7),
        Decision = row.IsDBNull(8) ? null : row.GetString(8),
        BodySha256 = row.GetString(9),
        BodyLength = row.GetInt32(10),
    };
}
