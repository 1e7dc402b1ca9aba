using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Comparison.Rows;

/// <summary>The store alone, in a file of its own, with the rows of a credential for each event.</summary>
internal sealed class GrowingStore(Func<string> nextRequest) : IAsyncDisposable
{
    private const int AtOnce = 64;

    private static readonly string[] Kinds = ["credential", "decision", "event"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-bench-");
    private SqliteStateStore? _store;
    private int _count;

    public Task GrowToAsync(int count) => PutAsync(Math.Max(0, count - _count));

    /// <returns>What one of these events took, in microseconds.</returns>
    public async Task<double> CostAsync(int events)
    {
        long start = Stopwatch.GetTimestamp();
        await PutAsync(events);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / events;
    }

    private Task PutAsync(int events)
    {
        SqliteStateStore store = _store ??= new SqliteStateStore(Path.Combine(_folder.FullName, "growth.db"), TimeProvider.System);
        _count += events;
        return Parallel.ForAsync(0, events, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancellationToken) =>
            await store.PutAsync(Rows(), cancellationToken));
    }

    private StateRow[] Rows()
    {
        string request = nextRequest();
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(request)));
        return [.. Kinds.Select(kind => new StateRow
        {
            RequestId = request, Kind = kind, Key = id, OccurredAt = TimeProvider.System.GetUtcNow(), EventId = id, Content = new byte[300],
        })];
    }

    public async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
