using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;

namespace Benchmarks.Comparison.Rows;

/// <summary>What storing an event costs when there are many already: the store alone, with the rows of a credential.</summary>
internal static class GrowthRow
{
    private const int Measured = 20_000;
    private const int AtOnce = 64;

    private static readonly int[] Stored = [1_000, 10_000, 100_000, 1_000_000];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("humanos-bench-");
        try
        {
            await using var store = new SqliteStateStore(Path.Combine(folder.FullName, "growth.db"), TimeProvider.System);
            await PutAsync(store, 5_000);
            var costs = new List<double>();
            for (int at = 0, count = 5_000; at < Stored.Length; at++)
            {
                await PutAsync(store, Math.Max(0, Stored[at] - count));
                costs.Add((await PutAsync(store, Measured)).TotalMicroseconds / Measured);
                count = Math.Max(count, Stored[at]) + Measured;
                Console.Error.WriteLine($"growth, {Stored[at]:N0} stored: {costs[^1]:N1} µs");
            }

            return [.. Stored.Select((stored, at) => Row(stored, costs[at], costs[0]))];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> PutAsync(SqliteStateStore store, int events)
    {
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, events, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancellationToken) =>
            await store.PutAsync(Rows(), cancellationToken));
        return Stopwatch.GetElapsedTime(start);
    }

    private static StateRow[] Rows()
    {
        string request = Guid.NewGuid().ToString("N");
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(request)));
        return [.. new[] { "credential", "decision", "event" }.Select(kind => new StateRow
        {
            RequestId = request, Kind = kind, Key = id, OccurredAt = TimeProvider.System.GetUtcNow(), EventId = id, Content = new byte[300],
        })];
    }

    private static TableRow Row(int stored, double cost, double first) => new(
        string.Create(CultureInfo.InvariantCulture, $"storing an event in µs beside {stored:N0} stored, vs. beside 1,000"),
        cost.ToString("N1", CultureInfo.InvariantCulture),
        first.ToString("N1", CultureInfo.InvariantCulture),
        (cost / first).ToString("N2", CultureInfo.InvariantCulture) + "×",
        "flat");
}
