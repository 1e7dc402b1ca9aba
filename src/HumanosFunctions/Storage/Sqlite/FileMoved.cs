using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Storage.Sqlite;

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
