using System.Diagnostics;
using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;
using Microsoft.Data.Sqlite;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// Events per second from the subscriptions to the committed store, with all three processors. The events are in the broker before the
/// app starts. The measurement starts when half of the events is stored, because until then much of the code is compiled, and ends when all are stored.
/// </summary>
internal static class ProcessingRow
{
    private const int Rounds = 3;
    private const int Events = 60_000;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rates = new List<double>();
        var cpus = new List<double>();
        for (int round = 1; round <= Rounds; round++)
        {
            (double rate, TimeSpan cpu) = await RateAsync();
            rates.Add(rate);
            cpus.Add(cpu.TotalMicroseconds);
            Console.Error.WriteLine($"processing, round {round}: {rate:N0}/s, CPU of the app {cpu.TotalMicroseconds:N0} µs");
        }

        return
        [
            new TableRow("processed events/s, three processors, SQLite", Spread.Of(rates).Show("N0"), "–", "–", "≥ 3,000"),
            new TableRow("CPU of the app for a processed event, µs", Spread.Of(cpus).Show("N0"), "–", "–", "–"),
        ];
    }

    private static async Task<(double Rate, TimeSpan Cpu)> RateAsync()
    {
        await using BrokerProcess broker = await BrokerProcess.StartAsync();
        await PublishedEvents.SendAsync(broker.ConnectionString, Events);
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString);
        var stored = new StoredEvents(app.Data!);
        (int first, long started) = await stored.WaitForAsync(Events / 2);
        TimeSpan before = app.Process.Cpu;
        (int last, long ended) = await stored.WaitForAsync(Events);
        TimeSpan cpu = (app.Process.Cpu - before) / (last - first);
        return ((last - first) / Stopwatch.GetElapsedTime(started, ended).TotalSeconds, cpu);
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

        // Each event has a request of its own, and requests are numbered without gaps. Counting rows would take time from the app.
        command.CommandText = "SELECT COALESCE(MAX(number), 0) FROM requests";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
