using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Erases the stored state. The rows of the index lead to what is not erased yet, so they are deleted last.</summary>
internal sealed class StateErasure(IStateStore store)
{
    /// <summary>Completes when nothing can bring the requests back.</summary>
    public Task MarkAsync(ErasureScope scope, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.AddTombstonesAsync([.. scope.Requests.Select(requestId => Tombstone.Of(requestId, now))], cancellationToken);

    public async Task<int> CountAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        int rows = 0;
        foreach (string requestId in scope.Requests)
        {
            rows += (await store.OfRequestAsync(requestId, cancellationToken)).Count;
        }

        return rows;
    }

    public async Task<int> EraseAsync(ErasureScope scope, bool keepsIndex, CancellationToken cancellationToken)
    {
        int rows = 0;
        foreach (string requestId in scope.Requests)
        {
            rows += await store.DeleteAsync(requestId, keepsIndex, cancellationToken);
        }

        return rows;
    }

    public Task CompactAsync(CancellationToken cancellationToken) => store.CompactAsync(cancellationToken);
}

/// <summary>Erases what else a local ingestor and its commands have left in the data folder: former and rebuilt states, and files that were not finished.</summary>
/// <param name="data">The data folder.</param>
/// <param name="time">The clock.</param>
internal sealed class LeftoverErasure(DirectoryInfo data, TimeProvider time) : IErasablePlace
{
    private const string Database = "humanos.db";

    private static readonly string[] FormerStates = [$"{Database}.before-*", "humanos.rebuilt.db", "humanos.running.db"];

    // A write that is under way takes milliseconds.
    private static readonly TimeSpan Unfinished = TimeSpan.FromMinutes(1);

    public string Name => "former states";

    // They hold nothing that the current state or the archive does not have.
    public Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken)
    {
        int rows = 0;
        foreach (string path in States())
        {
            await using var store = new SqliteStateStore(path, time);
            var state = new StateErasure(store);
            rows += await state.CountAsync(scope, cancellationToken);
            if (!isDryRun)
            {
                await state.MarkAsync(scope, time.GetUtcNow(), cancellationToken);
                await state.EraseAsync(scope, keepsIndex: false, cancellationToken);
                await state.CompactAsync(cancellationToken);
            }
        }

        if (!isDryRun)
        {
            SqliteConnection.ClearAllPools();
            DeleteUnfinished();
        }

        return ErasureCount.Of(rows);
    }

    private string[] States() => data.Exists
        ? [.. FormerStates.SelectMany(pattern => data.GetFiles(pattern)).Select(file => file.FullName).Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))]
        : [];

    // A crash can leave them. Nothing reads them.
    private void DeleteUnfinished()
    {
        foreach (FileInfo file in data.EnumerateDirectories(".unfinished", SearchOption.AllDirectories).SelectMany(folder => folder.GetFiles()))
        {
            if (time.GetUtcNow() - file.LastWriteTimeUtc > Unfinished)
            {
                file.Delete();
            }
        }
    }
}
