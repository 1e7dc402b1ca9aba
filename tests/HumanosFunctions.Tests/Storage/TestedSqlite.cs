using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Tests.Storage;

/// <summary>A database in a folder of its own; broken, its tables have other names.</summary>
internal sealed class TestedSqlite : TestedStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-store-").FullName;
    private readonly List<SqliteStateStore> _open = [];

    private string File => Path.Combine(_folder, "deeper", "state.db");

    public override IStateStore Open(TimeProvider? time = null)
    {
        var store = new SqliteStateStore(File, time ?? TimeProvider.System);
        _open.Add(store);
        return store;
    }

    public override Task BreakAsync() => ExecuteAsync("ALTER TABLE state RENAME TO hidden");

    public override Task MendAsync() => ExecuteAsync("ALTER TABLE hidden RENAME TO state");

    public async Task ExecuteAsync(string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var connection = new SqliteConnection($"Data Source={File}");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One of the database's files, all of them, or their folder.</summary>
    public void Remove(string name)
    {
        string folder = Path.GetDirectoryName(File)!;
        if (name == "folder")
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        foreach (string file in Directory.GetFiles(folder).Where(file => name is "everything" || Path.GetFileName(file) == name))
        {
            System.IO.File.Delete(file);
        }
    }

    /// <summary>Puts a folder, which cannot be deleted as a file, in place of a file of the log.</summary>
    public void BlockLog()
    {
        System.IO.File.Delete($"{File}-shm");
        Directory.CreateDirectory($"{File}-shm");
    }

    public void UnblockLog() => Directory.Delete($"{File}-shm");

    public void MoveTo(TestedSqlite other) => System.IO.File.Move(File, other.File, overwrite: true);

    public void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
    }

    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={File}");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Whether one of the database's files holds the bytes.</summary>
    public bool Holds(ReadOnlySpan<byte> text)
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(File)!))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            open.CopyTo(content);
            if (content.ToArray().AsSpan().IndexOf(text) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends every instance, so that the file is complete.</summary>
    public async Task CloseAsync()
    {
        foreach (SqliteStateStore store in _open)
        {
            await store.DisposeAsync();
        }

        _open.Clear();
        SqliteConnection.ClearAllPools();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (SqliteStateStore store in _open)
        {
            await store.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
