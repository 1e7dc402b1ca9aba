using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>Opens the database file. Each connection makes file and schema where they are missing: somebody may have taken them away.</summary>
internal sealed class StateFile(string path)
{
    // FULL: a commit that was acknowledged is on the disk, also when the power fails.
    private const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _path = Path.GetFullPath(path);
    private bool _wasMoved;

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
    public void ThrowIfMoved(SqliteConnection connection)
    {
        if (FileMoved.IsMoved(connection, _path))
        {
            _wasMoved = true;
            throw new StoreFileMovedException();
        }
    }

    /// <summary>Whether anybody has found the file gone since this was asked last.</summary>
    public bool WasMoved() => Interlocked.Exchange(ref _wasMoved, false);

    /// <summary>The log beside the database as it is now: a log that differs was written by somebody else.</summary>
    public (DateTime WrittenAt, long Length) Log() =>
        new FileInfo($"{_path}-wal") is { Exists: true } log ? (log.LastWriteTimeUtc, log.Length) : default;

    /// <summary>
    /// Takes away the log of a database that is no longer there: SQLite would apply it to the one that took its place.
    /// </summary>
    public void RemoveLog((DateTime WrittenAt, long Length) known)
    {
        if (known != default && Log() == known)
        {
            File.Delete($"{_path}-wal");
            File.Delete($"{_path}-shm");
        }
    }

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

/// <summary>
/// Asks SQLite whether the file that a connection has open still is the one at its path. A deleted file takes writes as before, so
/// nothing else would tell that they are lost. Windows lets nobody delete or replace a file that is open.
/// </summary>
internal static class FileMoved
{
    private const int HasMoved = 20;

    /// <summary>Whether what the connection writes is not what the next start reads.</summary>
    public static bool IsMoved(SqliteConnection connection, string path)
    {
        bool known = FileControl(connection.Handle!.DangerousGetHandle(), "main\0"u8.ToArray(), HasMoved, out int moved) == 0;
        GC.KeepAlive(connection);
        return (known && moved != 0) || !File.Exists(path) || !File.Exists($"{path}-wal");
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, byte[] name, int operation, out int result);
}

/// <summary>The database file was deleted or replaced while it was open. The next use opens the file that is there, or makes one.</summary>
internal sealed class StoreFileMovedException() : IOException("The database file was removed or replaced while it was open.");
