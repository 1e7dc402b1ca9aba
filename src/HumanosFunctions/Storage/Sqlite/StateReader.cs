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

    private const string IndexedOfRequestSql = """
        SELECT key FROM indexed_keys
        WHERE request = (SELECT number FROM requests WHERE request_id = $requestId)
        """;

    // All indexes have this order, so SQLite merges and sorts nothing. The columns of an indexed row are those of StateRow.Indexed.
    private const string AllSql = $"""
        SELECT kind, key, occurred_at, event_id, content, request_id FROM requests JOIN state ON request = number
        UNION ALL
        SELECT '{StateRow.IndexedKind}', key, NULL, NULL, NULL, request_id FROM requests JOIN indexed_keys ON request = number
        ORDER BY request_id, kind, key
        """;

    private const string OfKeySql = """
        SELECT request_id FROM indexed_keys CROSS JOIN requests ON request = number
        WHERE key = $key ORDER BY request
        """;

    private const string HasTombstonesSql = "SELECT EXISTS (SELECT 1 FROM tombstones)";
    private const string IsErasedSql = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE hash = $hash)";

    private const int ContentColumn = 4;
    private const int RequestColumn = 5;
    private const int ReadAhead = 1024;

    public List<StateRow> OfRequest(string requestId)
    {
        using SqliteConnection connection = file.Open();
        using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
        return
        [
            .. Read(connection, OfRequestSql, ("$requestId", requestId), reader => Row(reader, requestId)),
            .. Read(connection, IndexedOfRequestSql, ("$requestId", requestId), reader => StateRow.Indexed(requestId, StoredText.Decode(reader.GetString(0)))),
        ];
    }

    public List<string> RequestsOf(string indexedKey)
    {
        using SqliteConnection connection = file.Open();
        return Read(connection, OfKeySql, ("$key", indexedKey), reader => StoredText.Decode(reader.GetString(0)));
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
                string requestId = StoredText.Decode(reader.GetString(RequestColumn));
                await rows.WriteAsync(reader.IsDBNull(ContentColumn) ? StateRow.Indexed(requestId, StoredText.Decode(reader.GetString(1))) : Row(reader, requestId), cancellationToken);
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
        Content = reader.GetFieldValue<byte[]>(ContentColumn),
    };

    private static List<T> Read<T>(SqliteConnection connection, string sql, (string Name, string Text) parameter, Func<SqliteDataReader, T> project)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue(parameter.Name, StoredText.Encode(parameter.Text));
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read())
        {
            found.Add(project(reader));
        }

        return found;
    }
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
