using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Cli.State;

/// <summary>The files of a SQLite database: the database, and the log of what is not in it yet.</summary>
internal static class StateFiles
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>Closes the files that are kept open for the next use.</summary>
    public static void Release() => SqliteConnection.ClearAllPools();

    public static void Delete(string path)
    {
        foreach (string suffix in Suffixes)
        {
            File.Delete($"{path}{suffix}");
        }
    }

    /// <summary>The log goes with its database: without it, the last changes are lost.</summary>
    public static void Move(string from, string to)
    {
        Release();
        foreach (string suffix in Suffixes.Where(suffix => File.Exists($"{from}{suffix}")))
        {
            File.Move($"{from}{suffix}", $"{to}{suffix}");
        }
    }
}
