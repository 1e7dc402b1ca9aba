using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>
/// Numbers the requests of a transaction and moves changed requests to the end of the list of changes, with prepared statements. It reads
/// the time while the transaction holds the write lock and ensures that it increases, whatever the clock does. So changes are listed in
/// commit order, and a poller that has seen one time has seen all earlier ones.
/// </summary>
internal sealed class RequestRegister : IDisposable
{
    private const string LastSql = "SELECT max(number), (SELECT max(changed_at) FROM requests), EXISTS (SELECT 1 FROM tombstones) FROM requests";
    private const string AddSql = """
        INSERT INTO requests (number, request_id, changed_at) VALUES ($number, $requestId, $changedAt)
        ON CONFLICT (request_id) DO NOTHING
        """;

    private const string FindSql = "SELECT number FROM requests WHERE request_id = $requestId";
    private const string ChangeSql = "UPDATE requests SET changed_at = $changedAt WHERE number = $number";

    private readonly SqliteCommand _last, _add, _find, _change;
    private readonly SqliteParameter _requestId = new("$requestId", SqliteType.Text);
    private readonly SqliteParameter _changedAt = new("$changedAt", SqliteType.Integer);
    private readonly SqliteParameter _number = new("$number", SqliteType.Integer);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<long> _changed = [];
    private long _lastNumber;

    public RequestRegister(SqliteConnection connection)
    {
        _last = Prepare(connection, LastSql);
        _add = Prepare(connection, AddSql, _number, _requestId, _changedAt);
        _find = Prepare(connection, FindSql, _requestId);
        _change = Prepare(connection, ChangeSql, _changedAt, _number);
    }

    /// <returns>Whether any request was ever erased. It is read here, so that a transaction needs one query less.</returns>
    public bool Begin(DateTimeOffset now, SqliteTransaction transaction)
    {
        _last.Transaction = _add.Transaction = _find.Transaction = _change.Transaction = transaction;
        _numbers.Clear();
        _changed.Clear();
        using SqliteDataReader last = _last.ExecuteReader();
        last.Read();
        bool any = !last.IsDBNull(0);
        _lastNumber = any ? last.GetInt64(0) : 0;
        _changedAt.Value = Math.Max(now.UtcTicks, any ? last.GetInt64(1) + 1 : 0);
        return last.GetBoolean(2);
    }

    /// <summary>Returns the number of a request and assigns one if it has none.</summary>
    public long NumberOf(string requestId)
    {
        if (!_numbers.TryGetValue(requestId, out long number))
        {
            _requestId.Value = StoredText.Encode(requestId);
            number = TryAdd() ? _lastNumber : (long)_find.ExecuteScalar()!;
            _numbers.Add(requestId, number);
        }

        return number;
    }

    public void Changed(long number)
    {
        if (_changed.Add(number))
        {
            _number.Value = number;
            _change.ExecuteNonQuery();
        }
    }

    private bool TryAdd()
    {
        _number.Value = _lastNumber + 1;
        if (_add.ExecuteNonQuery() == 0)
        {
            return false;
        }

        _lastNumber++;
        _changed.Add(_lastNumber);
        return true;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params SqliteParameter[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters);
        command.Prepare();
        return command;
    }

    public void Dispose()
    {
        _last.Dispose();
        _add.Dispose();
        _find.Dispose();
        _change.Dispose();
    }
}
