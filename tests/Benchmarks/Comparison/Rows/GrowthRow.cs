using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Comparison.Rows;

/// <summary>The time to store an event as the store grows.</summary>
internal static class GrowthRow
{
    private const int WarmUp = 50_000;
    private const int Rounds = 7;
    private const int Measured = 3_000;

    private static readonly int[] Stored = [1_000, 10_000, 100_000, 1_000_000];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        // Warm up in a separate store, so that the measured stores start empty and the code is fully optimized.
        await using (var store = new GrowingStore(RequestIds.NextRandom))
        {
            await store.GrowToAsync(WarmUp);
        }

        return
        [
            .. await MeasureAsync("ids by time", new RequestIds().NextByTime),
            .. await MeasureAsync("random ids", RequestIds.NextRandom),
        ];
    }

    private static async Task<IEnumerable<TableRow>> MeasureAsync(string ids, Func<string> nextRequest)
    {
        await using var store = new GrowingStore(nextRequest);
        var costs = new List<Spread>();
        foreach (int stored in Stored)
        {
            await store.GrowToAsync(stored);
            var rounds = new List<double>();
            while (rounds.Count < Rounds)
            {
                rounds.Add(await store.CostAsync(Measured));
            }

            costs.Add(Spread.Of(rounds));
            Console.Error.WriteLine($"growth, {ids}, {stored:N0} stored: {costs[^1].Show("N1")} µs");
        }

        return Stored.Select((stored, at) => Row(ids, stored, costs[at], costs[0]));
    }

    private static TableRow Row(string ids, int stored, Spread cost, Spread first) => new(
        string.Create(CultureInfo.InvariantCulture, $"storing an event in µs, {ids}, beside {stored:N0} stored, vs. beside 1,000"),
        cost.Show("N1"),
        first.Show("N1"),
        (cost.Median / first.Median).ToString("N2", CultureInfo.InvariantCulture) + "×",
        "flat");
}

/// <summary>A state store in a temporary file. Each event adds the rows of a credential.</summary>
internal sealed class GrowingStore(Func<string> nextRequest) : IAsyncDisposable
{
    private const int AtOnce = 64;

    private static readonly string[] Kinds = ["credential", "decision", "event"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-bench-");
    private SqliteStateStore? _store;
    private int _count;

    public Task GrowToAsync(int count) => PutAsync(Math.Max(0, count - _count));

    /// <returns>The time per event, in microseconds.</returns>
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

/// <summary>Creates unique request ids.</summary>
internal sealed class RequestIds
{
    private static readonly byte[] Makers = [0x24, 0x5a, 0x93, 0xe1];

    private int _count = 0x3a51c7;

    /// <summary>Ids in the format that Humanos uses: the second, one of several processes, and a counter.</summary>
    public string NextByTime()
    {
        int count = Interlocked.Increment(ref _count);
        Span<byte> id = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        id[4..].Fill(Makers[count % Makers.Length]);
        BinaryPrimitives.WriteUInt16BigEndian(id[10..], (ushort)count);
        id[9] = (byte)(count >> 16);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>Random ids, the worst case for an index.</summary>
    public static string NextRandom() => Guid.NewGuid().ToString("N");
}
