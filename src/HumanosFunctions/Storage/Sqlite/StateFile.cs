using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Opens the database file. Each connection creates the file and the schema if they are missing, because they can be deleted while the app runs.</summary>
internal sealed class StateFile(string path)
{
    // FULL: an acknowledged commit survives a power failure.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly string _path = Path.GetFullPath(path);
    private bool _wasMoved;

    /// <param name="timeout">How long to wait for a lock of another process.</param>
    public SqliteConnection Open(TimeSpan? timeout = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        SqliteConnection connection = OpenAny(timeout ?? LockTimeout);
        try
        {
            ThrowIfMoved(connection);
            return connection;
        }
        catch
        {
            Discard(connection);
            throw;
        }
    }

    /// <summary>Call this after a commit and before you report it.</summary>
    public void ThrowIfMoved(SqliteConnection connection)
    {
        if (FileMoved.IsMoved(connection, _path))
        {
            _wasMoved = true;
            throw new StoreFileMovedException();
        }
    }

    /// <summary>Whether the file was found to be moved since the last call.</summary>
    public bool WasMoved() => Interlocked.Exchange(ref _wasMoved, false);

    /// <summary>The current write-ahead log. If it differs later, another process has written to it.</summary>
    public (DateTime WrittenAt, long Length) Log() =>
        new FileInfo($"{_path}-wal") is { Exists: true } log ? (log.LastWriteTimeUtc, log.Length) : default;

    /// <summary>
    /// Deletes the write-ahead log of a removed database. Otherwise SQLite applies it to the database that replaced it.
    /// </summary>
    public void RemoveLog((DateTime WrittenAt, long Length) known)
    {
        if (known != default && Log() == known)
        {
            File.Delete($"{_path}-wal");
            File.Delete($"{_path}-shm");
        }
    }

    /// <summary>Closes a connection and clears its pool, so that the next connection opens the current file.</summary>
    public static void Discard(SqliteConnection connection)
    {
        connection.Dispose();
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection OpenAny(TimeSpan timeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
        }.ToString())
        {
            DefaultTimeout = (int)timeout.TotalSeconds,
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
            Discard(connection);
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

/// <summary>
/// Asks SQLite whether the open file is still the one at its path. Writes to a deleted file succeed, so the loss would go unnoticed.
/// On Windows, an open file cannot be deleted or replaced.
/// </summary>
internal static class FileMoved
{
    private const int HasMoved = 20;

    private static readonly byte[] Main = "main\0"u8.ToArray();

    /// <summary>Whether the writes of the connection go to another file than the one at the path.</summary>
    public static bool IsMoved(SqliteConnection connection, string path)
    {
        // SQLite compares the file at the path with the open one. Where it cannot, an open file cannot be replaced.
        bool known = FileControl(connection.Handle!.DangerousGetHandle(), Main, HasMoved, out int moved) == 0;
        GC.KeepAlive(connection);
        return (known ? moved != 0 : !File.Exists(path)) || !File.Exists($"{path}-wal");
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, byte[] name, int operation, out int result);
}

/// <summary>The database file was deleted or replaced while it was open. The next use opens or creates the file at the path.</summary>
internal sealed class StoreFileMovedException() : IOException("The database file was removed or replaced while it was open.");
