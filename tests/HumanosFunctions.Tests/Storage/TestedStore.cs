using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

/// <summary>An empty store of either kind, which can be opened again, broken and mended.</summary>
internal abstract class TestedStore : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Tables = "tables";

    public static async Task<TestedStore> CreateAsync(string kind, Azurite azurite)
    {
        if (kind == Sqlite)
        {
            return new TestedSqlite();
        }

        await azurite.DeleteTablesAsync();
        return new TestedTables(azurite);
    }

    /// <summary>Another instance on the same data, as after a restart.</summary>
    public abstract IStateStore Open(TimeProvider? time = null);

    public abstract Task BreakAsync();

    public abstract Task MendAsync();

    public abstract ValueTask DisposeAsync();
}
