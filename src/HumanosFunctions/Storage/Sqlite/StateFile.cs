using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Opens the database file. Each connection makes file and schema where they are missing: somebody may have taken them away.</summary>
internal sealed class StateFile(string path)
{
    // FULL: a commit that was acknowledged is on the disk, also when the power fails.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _path = Path.GetFullPath(path);

    /// <param name="patience">How long to wait for a lock that another process holds.</param>
    public SqliteConnection Open(TimeSpan? patience = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        SqliteConnection connection = OpenAny(patience ?? Patience);
        try
        {
            ThrowIfMoved(connection);
            return connection;
        }
        catch
        {
            Forget(connection);
            throw;
        }
    }

    /// <summary>To be asked after a commit and before anybody is told of it.</summary>
    public void ThrowIfMoved(SqliteConnection connection) => FileMoved.ThrowIfMoved(connection, _path);

    /// <summary>Closes a connection, and those to the same file that wait in the pool: the next one opens what is there then.</summary>
    public static void Forget(SqliteConnection connection)
    {
        connection.Dispose();
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection OpenAny(TimeSpan patience)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
        }.ToString())
        {
            DefaultTimeout = (int)patience.TotalSeconds,
        };
        try
        {
            connection.Open();
            MakeDurable(connection);
            StateSchema.Ensure(connection);
            return connection;
        }
        catch
        {
            Forget(connection);
            throw;
        }
    }

    private static void MakeDurable(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Durability;
        command.ExecuteNonQuery();
    }
}
