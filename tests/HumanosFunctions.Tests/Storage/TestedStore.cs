using System.Reflection;
using HumanosFunctions.Storage;
using Xunit.Sdk;

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

/// <summary>Runs a theory on the SQLite store.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestedStore.Sqlite]];
}

/// <summary>Runs a theory on the Table storage store; skipped with a clear line on a machine without Node for Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnTablesAttribute : DataAttribute
{
    public OnTablesAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Azurite needs Node and npm on PATH.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestedStore.Tables]];
}

/// <summary>The tests of the stores, one after the other, with one Azurite for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Stores";
}
