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
