using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Reads rows. In WAL mode, readers and the writer do not block each other.</summary>
internal sealed class StateReader(StateFile file)
{
    private const string OfRequestSql = """
        SELECT kind, key, occurred_at, event_id, content FROM state
        WHERE request = (SELECT number FROM requests WHERE request_id = $requestId)
        """;

    // Both indexes have this order, so nothing is sorted.
    private const string AllSql = """
        SELECT kind, key, occurred_at, event_id, content, request_id FROM requests JOIN state ON request = number
        ORDER BY request_id, kind, key
        """;

    private const string OfKeySql = $"""
        SELECT DISTINCT request_id FROM state JOIN requests ON request = number
        WHERE kind = '{StateRow.IndexedKind}' AND key = $key ORDER BY number
        """;

    private const string HasTombstonesSql = "SELECT EXISTS (SELECT 1 FROM tombstones)";
    private const string IsErasedSql = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE hash = $hash)";

    private const int RequestColumn = 5;
    private const int ReadAhead = 1024;

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

    public List<string> RequestsOf(string indexedKey)
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = OfKeySql;
        command.Parameters.AddWithValue("$key", StoredText.Encode(indexedKey));
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(StoredText.Decode(reader.GetString(0)));
        }

        return found;
    }

    public bool IsErased(string requestId)
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = IsErasedSql;
        command.Parameters.AddWithValue("$hash", Tombstone.HashOf(requestId));
        return (long)command.ExecuteScalar()! != 0;
    }

    public bool HasTombstones()
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = HasTombstonesSql;
        return (long)command.ExecuteScalar()! != 0;
    }

    // SQLite is synchronous, so a thread reads ahead of the caller.
    public async IAsyncEnumerable<StateRow> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = Channel.CreateBounded<StateRow>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reading = Task.Run(() => ReadAllAsync(rows.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (StateRow row in rows.Reader.ReadAllAsync(cancellationToken))
            {
                yield return row;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAllAsync(ChannelWriter<StateRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await using SqliteConnection connection = file.Open();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = AllSql;
            await using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                await rows.WriteAsync(Row(reader, StoredText.Decode(reader.GetString(RequestColumn))), cancellationToken);
            }

            rows.Complete();
        }
        catch (Exception failure)
        {
            // The caller gets the failure, unless it has stopped to read.
            rows.TryComplete(failure);
        }
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

/// <summary>
/// Reads the list of changes page by page. A request that changes during paging moves to the end of the list, so it is never missed
/// between two pages.
/// </summary>
internal sealed class ChangeReader(StateFile file)
{
    private const string Sql = """
        SELECT request_id, changed_at FROM requests
        WHERE (changed_at, request_id) >= ($ticks, $name)
        ORDER BY changed_at, request_id LIMIT $count
        """;

    public ChangedPage Read(DateTimeOffset since, string? continuation, int pageSize)
    {
        List<ChangedRequest> found = From(ChangePosition.Read(since, continuation), (long)pageSize + 1);
        return found.Count <= pageSize
            ? new ChangedPage(found, Next: null)
            : new ChangedPage(found[..pageSize], ChangePosition.Of(found[pageSize]).Write());
    }

    private List<ChangedRequest> From(ChangePosition start, long count)
    {
        using SqliteConnection connection = file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$ticks", start.Ticks);
        command.Parameters.AddWithValue("$name", start.Name);
        command.Parameters.AddWithValue("$count", count);
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<ChangedRequest>();
        while (reader.Read())
        {
            found.Add(new ChangedRequest(StoredText.Decode(reader.GetString(0)), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero)));
        }

        return found;
    }
}

/// <summary>The start of a page: the time of a change and the escaped id of its request.</summary>
internal sealed record ChangePosition(long Ticks, string Name)
{
    private const string Store = "sqlite";
    private const int TicksLength = 19;

    public static ChangePosition Of(ChangedRequest changed) => new(changed.ChangedAt.UtcTicks, StoredText.Encode(changed.RequestId));

    public string Write() => Continuation.Write(Store, $"{Ticks:D19}{Name}");

    public static ChangePosition Read(DateTimeOffset since, string? continuation)
    {
        if (continuation is null)
        {
            return new ChangePosition(since.UtcTicks, Name: string.Empty);
        }

        string text = Continuation.Read(Store, continuation);
        long ticks = long.Parse(text.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture);
        return ticks >= since.UtcTicks ? new ChangePosition(ticks, text[TicksLength..]) : throw Continuation.NotOurs();
    }
}
