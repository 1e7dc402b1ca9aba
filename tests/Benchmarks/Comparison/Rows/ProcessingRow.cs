using System.Diagnostics;
using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;
using Microsoft.Data.Sqlite;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// Events per second from the subscriptions to the committed store, with all three processors. The events are in the broker before the
/// app starts. The measurement starts when a tenth of the events is stored and ends when all are stored.
/// </summary>
internal static class ProcessingRow
{
    private const int Rounds = 3;
    private const int Events = 30_000;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rates = new List<double>();
        for (int round = 1; round <= Rounds; round++)
        {
            rates.Add(await RateAsync());
            Console.Error.WriteLine($"processing, round {round}: {rates[^1]:N0}/s");
        }

        return [new TableRow("processed events/s, three processors, SQLite", Spread.Of(rates).Show("N0"), "–", "–", "≥ 3,000")];
    }

    private static async Task<double> RateAsync()
    {
        await using BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        await PublishedEvents.SendAsync(broker.ConnectionString, Events);
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString);
        var stored = new StoredEvents(app.Data!);
        (int first, long started) = await stored.WaitForAsync(Events / 10);
        (int last, long ended) = await stored.WaitForAsync(Events);
        return (last - first) / Stopwatch.GetElapsedTime(started, ended).TotalSeconds;
    }
}

/// <summary>Counts the events in a store while the app writes to it.</summary>
internal sealed class StoredEvents(DirectoryInfo data)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly string _file = Path.Combine(data.FullName, "humanos.db");

    /// <returns>The number of events, and when they were counted.</returns>
    public async Task<(int Count, long Timestamp)> WaitForAsync(int count)
    {
        int stored = 0;
        await Eventually.IsTrueAsync(() => (stored = Count()) >= count, $"{count} events are stored", Limit);
        return (stored, Stopwatch.GetTimestamp());
    }

    // The app creates the file on first use.
    private int Count()
    {
        if (!File.Exists(_file))
        {
            return 0;
        }

        using var database = new SqliteConnection($"Data Source={_file};Mode=ReadOnly;Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM sqlite_master WHERE name = 'state') > 0";
        if (Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
        {
            return 0;
        }

        command.CommandText = "SELECT COUNT(*) FROM state WHERE kind = 'event'";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
