using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;
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

    private static readonly string[] Samples = ["2026-05-17/credential", "2026-05-17/identity", "2026-05-17/otp.failed"];

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
        await using BrokerProcess broker = await BrokerProcess.StartAsync(BrokerProcess.DeployedTopology);
        await FillAsync(broker.ConnectionString);
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString);
        var stored = new StoredEvents(app.Data!);
        (int first, long started) = await stored.WaitForAsync(Events / 2);
        TimeSpan before = app.Process.Cpu;
        (int last, long ended) = await stored.WaitForAsync(Events);
        TimeSpan cpu = (app.Process.Cpu - before) / (last - first);
        return ((last - first) / Stopwatch.GetElapsedTime(started, ended).TotalSeconds, cpu);
    }

    private static async Task FillAsync(string connection)
    {
        await using var client = new ServiceBusClient(connection);
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        Queue<ServiceBusMessage> messages = new(Enumerable.Range(0, Events).Select(number => Message(Samples[number % Samples.Length])));
        while (messages.Count > 0)
        {
            using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync();
            while (messages.TryPeek(out ServiceBusMessage? message) && batch.TryAddMessage(message))
            {
                messages.Dequeue();
            }

            await sender.SendMessagesAsync(batch);
        }
    }

    // A message as ingest publishes it.
    private static ServiceBusMessage Message(string sample)
    {
        string requestId = Guid.NewGuid().ToString("N");
        string type = sample.Split('/')[1];
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Testing.Samples.Read(sample))!;
        payload["requestId"] = requestId;
        string id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(requestId)));
        return new ServiceBusMessage(payload.ToJsonString())
        {
            MessageId = id,
            Subject = type,
            ContentType = "application/json",
            CorrelationId = requestId,
            ApplicationProperties =
            {
                ["cloudEvents_specversion"] = "1.0",
                ["cloudEvents_id"] = id,
                ["cloudEvents_source"] = "urn:benchmark",
                ["cloudEvents_type"] = type,
                ["cloudEvents_subject"] = requestId,
                ["cloudEvents_time"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                ["humanos_event_type"] = type,
                ["humanos_received_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
        };
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
