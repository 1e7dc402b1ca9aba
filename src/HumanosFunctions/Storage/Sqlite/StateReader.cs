using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Reads beside the writer: in WAL mode neither waits for the other.</summary>
internal sealed class StateReader(StateFile file)
{
    private const string OfRequestSql = """
        SELECT kind, key, occurred_at, event_id, content FROM state
        WHERE request = (SELECT number FROM requests WHERE request_id = $requestId)
        """;

    public List<StateRow> OfRequest(string requestId)
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = OfRequestSql;
        command.Parameters.AddWithValue("$requestId", StoredText.Encode(requestId));
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<StateRow>();
        while (reader.Read())
        {
            rows.Add(Row(reader, requestId));
        }

        return rows;
    }

    private static StateRow Row(SqliteDataReader reader, string requestId) => new()
    {
        RequestId = requestId,
        Kind = StoredText.Decode(reader.GetString(0)),
        Key = StoredText.Decode(reader.GetString(1)),
        OccurredAt = new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        EventId = reader.GetString(3),
        Content = reader.GetFieldValue<byte[]>(4),
    };
}
