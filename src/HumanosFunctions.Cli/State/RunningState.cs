using System.Globalization;
using Azure.Data.Tables;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Connections;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Settings;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.State;

/// <summary>The state that the ingestor works with.</summary>
internal interface IRunningState : IAsyncDisposable
{
    /// <summary>Returns a store that has all rows.</summary>
    Task<SqliteStateStore> ReadAsync(ProgressLine progress, CancellationToken cancellationToken);

    /// <summary>Copies into the rebuilt state what no event contains: the resends, which limit further ones.</summary>
    Task KeepAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken);

    /// <summary>Copies the tombstones, so that the rebuilt state takes no row of an erased request.</summary>
    Task CopyTombstonesAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken);

    /// <summary>Makes the rebuilt state the current one.</summary>
    /// <returns>A sentence.</returns>
    Task<string> ReplaceAsync(string rebuilt, CancellationToken cancellationToken);
}

/// <summary>Opens the state of the local ingestor, or of one in Azure. A local one can have its state in Table storage too.</summary>
internal static class RunningState
{
    public static IRunningState Open(IngestorPlace place, TimeProvider time)
    {
        IConfiguration configuration = place.Configure();
        StorageOptions options = AppSettings.Peek<StorageOptions>(configuration);
        return StateStoreKind.Of(options, configuration) == StateStoreKind.Tables
            ? new RunningTables(StorageConnection.OpenTables(configuration, credential: null), place.WorkFolder, time)
            : new RunningFile(options.SqlitePath, time);
    }

    public static async Task CopyTombstonesAsync(IStateStore from, IStateStore to, CancellationToken cancellationToken) =>
        await to.AddTombstonesAsync(await from.TombstonesAsync(cancellationToken).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Copies rows from one store to another.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> CopyAsync(IStateStore from, IStateStore to, Func<StateRow, bool> isChosen, ProgressLine? progress, CancellationToken cancellationToken)
    {
        const int AtOnce = 1000;
        int copied = 0;
        await foreach (StateRow[] rows in from.AllAsync(cancellationToken).Where(isChosen).Chunk(AtOnce).WithCancellation(cancellationToken))
        {
            await to.PutAsync(rows, cancellationToken);
            copied += rows.Length;
            progress?.Show(copied);
        }

        return copied;
    }
}

/// <summary>The state in a SQLite file. A missing file is an empty state.</summary>
internal sealed class RunningFile(string path, TimeProvider time) : IRunningState
{
    private SqliteStateStore? _store;

    private SqliteStateStore Store => _store ??= new SqliteStateStore(path, time);

    public Task<SqliteStateStore> ReadAsync(ProgressLine progress, CancellationToken cancellationToken) => Task.FromResult(Store);

    public Task CopyTombstonesAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken) => RunningState.CopyTombstonesAsync(Store, rebuilt, cancellationToken);

    public Task KeepAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken) =>
        RunningState.CopyAsync(_store!, rebuilt, row => row.Kind == RowKinds.Resend, progress: null, cancellationToken);

    public async Task<string> ReplaceAsync(string rebuilt, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        string before = string.Create(CultureInfo.InvariantCulture, $"{path}.before-{time.GetUtcNow():yyyyMMddTHHmmss}");
        StateFiles.Move(path, before);
        StateFiles.Move(rebuilt, path);
        return $"The rebuilt state is the current one. The former one is {before}.";
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
            StateFiles.Release();
        }
    }
}

/// <summary>The state in Table storage. Its rows are copied to a file first, which lists them in order.</summary>
internal sealed class RunningTables(TableServiceClient service, DirectoryInfo workFolder, TimeProvider time) : IRunningState
{
    private readonly string _copy = Path.Combine(workFolder.FullName, "humanos.running.db");
    private readonly TablesStateStore _tables = new(service, time);

    private SqliteStateStore? _store;

    public async Task<SqliteStateStore> ReadAsync(ProgressLine progress, CancellationToken cancellationToken)
    {
        StateFiles.Delete(_copy);
        _store = new SqliteStateStore(_copy, time);
        await RunningState.CopyAsync(_tables, _store, _ => true, progress, cancellationToken);
        return _store;
    }

    // ReplaceAsync removes no rows from the tables, so the resends stay there.
    public Task KeepAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CopyTombstonesAsync(SqliteStateStore rebuilt, CancellationToken cancellationToken) => RunningState.CopyTombstonesAsync(_tables, rebuilt, cancellationToken);

    public async Task<string> ReplaceAsync(string rebuilt, CancellationToken cancellationToken)
    {
        await using var store = new SqliteStateStore(rebuilt, time);
        using var progress = ProgressLine.OnError(time, "write");
        int written = await RunningState.CopyAsync(store, _tables, _ => true, progress, cancellationToken);
        return $"{written} rows were written to the tables. Rows that only the tables have were left there.";
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is { } store)
        {
            await store.DisposeAsync();
            StateFiles.Release();
            StateFiles.Delete(_copy);
        }
    }
}
