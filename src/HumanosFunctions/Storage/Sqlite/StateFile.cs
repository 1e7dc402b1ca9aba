using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Opens the database file; the first connection makes file and schema.</summary>
internal sealed class StateFile(string path)
{
    // FULL: a commit that was acknowledged is on the disk, also when the power fails.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private readonly string _path = Path.GetFullPath(path);
    private readonly Lock _opening = new();
    private bool _exists;

    public SqliteConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            MakeDurable(connection);
            EnsureSchema(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void EnsureSchema(SqliteConnection connection)
    {
        lock (_opening)
        {
            if (!_exists)
            {
                StateSchema.Ensure(connection);
                _exists = true;
            }
        }
    }

    private static void MakeDurable(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Durability;
        command.ExecuteNonQuery();
    }
}
