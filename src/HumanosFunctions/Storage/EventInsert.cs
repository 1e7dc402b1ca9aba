using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage;

/// <summary>The prepared insert, used for every event of a batch. An event that is there already stays as it is.</summary>
internal sealed class EventInsert : IDisposable
{
    private const string Sql = """
        INSERT INTO events VALUES ($processor, $eventId, $requestId, $eventType, $apiVersion, $issuer,
                                   $occurredAt, $receivedAt, $decision, $bodySha256, $bodyLength)
        ON CONFLICT DO NOTHING
        """;

    private readonly SqliteCommand _command;

    public EventInsert(SqliteConnection connection, SqliteTransaction transaction)
    {
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        _command.Transaction = transaction;
    }

    public StoreWrite Execute(ProcessedEvent @event)
    {
        _command.Parameters.Clear();
        Bind("$processor", @event.Processor);
        Bind("$eventId", @event.EventId);
        Bind("$requestId", @event.RequestId);
        Bind("$eventType", @event.EventType);
        Bind("$apiVersion", @event.ApiVersion);
        Bind("$issuer", @event.Issuer);
        Bind("$occurredAt", @event.OccurredAt);
        Bind("$receivedAt", @event.ReceivedAt);
        Bind("$decision", @event.Decision);
        Bind("$bodySha256", @event.BodySha256);
        Bind("$bodyLength", @event.BodyLength);
        return _command.ExecuteNonQuery() == 1 ? StoreWrite.Stored : StoreWrite.AlreadyStored;
    }

    private void Bind(string name, object? value) => _command.Parameters.AddWithValue(name, value ?? DBNull.Value);

    public void Dispose() => _command.Dispose();
}
