using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Erases requests. It uses separate connections, which overwrite what they delete.</summary>
internal sealed class StateEraser(StateFile file)
{
    private const string AddSql = "INSERT INTO tombstones (hash, erased_at) VALUES ($hash, $erasedAt) ON CONFLICT (hash) DO NOTHING";
    private const string AllSql = "SELECT hash, erased_at FROM tombstones ORDER BY hash";
    private const string NumberSql = "SELECT number FROM requests WHERE request_id = $requestId";
    private const string DeleteRowsSql = "DELETE FROM state WHERE request = $number";
    private const string DeleteIndexedSql = "DELETE FROM indexed_keys WHERE request = $number";
    private const string DeleteRequestSql = "DELETE FROM requests WHERE number = $number";

    public void Add(IReadOnlyList<Tombstone> tombstones) => Use(connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (Tombstone tombstone in tombstones)
        {
            Execute(connection, AddSql, ("$hash", tombstone.Hash), ("$erasedAt", tombstone.ErasedAt.UtcTicks));
        }

        transaction.Commit();
        return tombstones.Count;
    });

    public IReadOnlyList<Tombstone> All() => Use(connection =>
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = AllSql;
        using SqliteDataReader reader = command.ExecuteReader();
        var all = new List<Tombstone>();
        while (reader.Read())
        {
            all.Add(new Tombstone(reader.GetString(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero)));
        }

        return all;
    });

    /// <returns>The number of deleted rows.</returns>
    public int Delete(string requestId, bool keepsIndex) => Use(connection =>
    {
        Execute(connection, "PRAGMA secure_delete = ON");
        using SqliteTransaction transaction = connection.BeginTransaction();
        if (Number(connection, requestId) is not { } number)
        {
            return 0;
        }

        int deleted = Execute(connection, DeleteRowsSql, ("$number", number));
        if (!keepsIndex)
        {
            deleted += Execute(connection, DeleteIndexedSql, ("$number", number));
            Execute(connection, DeleteRequestSql, ("$number", number));
        }

        transaction.Commit();
        return deleted;
    });

    /// <summary>Rewrites the file, so that it does not hold what was replaced or deleted.</summary>
    public void Rewrite() => Use(connection => Execute(connection, "VACUUM"));

    /// <summary>Moves the log into the file and empties it.</summary>
    /// <returns>False if another connection uses the log now.</returns>
    public bool TryEmptyLog() => Use(connection =>
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
    });

    private static long? Number(SqliteConnection connection, string requestId)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = NumberSql;
        command.Parameters.AddWithValue("$requestId", StoredText.Encode(requestId));
        return command.ExecuteScalar() as long?;
    }

    private static int Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }

    // Not pooled: the setting of the connection must not reach other users of it.
    private T Use<T>(Func<SqliteConnection, T> use)
    {
        SqliteConnection connection = file.Open();
        try
        {
            return use(connection);
        }
        finally
        {
            StateFile.Discard(connection);
        }
    }
}

/// <summary>Finds tombstones within the transaction of the writer, so that no row of an erased request is written after the erasure.</summary>
internal sealed class TombstoneLookup : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteParameter _hash = new("$hash", SqliteType.Text);
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private bool _hasAny;

    public TombstoneLookup(SqliteConnection connection)
    {
        _find = connection.CreateCommand();
        _find.CommandText = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE hash = $hash)";
        _find.Parameters.Add(_hash);
    }

    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="hasAny">Whether there is any tombstone, as <see cref="RequestRegister"/> reads it with one query for both.</param>
    public void Begin(SqliteTransaction transaction, bool hasAny)
    {
        _find.Transaction = transaction;
        _known.Clear();
        _hasAny = hasAny;
    }

    public bool Covers(string requestId)
    {
        if (!_hasAny)
        {
            return false;
        }

        if (!_known.TryGetValue(requestId, out bool covers))
        {
            _hash.Value = Tombstone.HashOf(requestId);
            _known[requestId] = covers = (long)_find.ExecuteScalar()! != 0;
        }

        return covers;
    }

    public void Dispose() => _find.Dispose();
}
