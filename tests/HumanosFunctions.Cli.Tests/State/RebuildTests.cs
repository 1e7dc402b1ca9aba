using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Tests.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace HumanosFunctions.Cli.Tests.State;

/// <summary><c>state rebuild</c>: from the archive, it makes the state that the processors have stored, to the last row.</summary>
public sealed class RebuildTests(ITestOutputHelper output) : IDisposable
{
    private readonly ArchivedIngestor _ingestor = new();

    private string Running => Path.Combine(_ingestor.Data.FullName, "humanos.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _ingestor.Dispose();
    }

    public static TheoryData<int> Runs => [.. Enumerable.Range(0, Effort.Of(everyRun: 3, longRun: 30))];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task The_rebuilt_state_equals_the_processed_one_for_all_samples_in_any_order_with_repetitions(int run)
    {
        int seed = Seed.Next() + run;
        output.WriteLine($"{Seed.Variable}={seed - run}");
        var random = new Random(seed);
        ServiceBusReceivedMessage[] messages = Shuffled(random);
        foreach (ServiceBusReceivedMessage message in messages.OrderBy(_ => random.Next()))
        {
            await _ingestor.KeepAsync(message);
        }

        await ProcessAsync(messages);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild");

        Assert.True(rebuilt.ExitCode == 0, rebuilt.Output + rebuilt.Error);
        Assert.Contains(rebuilt.Lines, line => line.StartsWith("The states are equal: ", StringComparison.Ordinal));
        Assert.Equal(await RowsAsync(Running), await RowsAsync(Path.Combine(_ingestor.Data.FullName, "humanos.rebuilt.db")));
    }

    [Fact]
    public async Task A_difference_is_named_by_request_kind_and_key_and_nothing_is_mended()
    {
        ServiceBusReceivedMessage kept = Published("2026-05-17/credential", 1), lost = Published("2026-05-17/identity", 2), unprocessed = Published("2026-05-17/otp.failed", 3);
        await ProcessAsync([kept, lost]);
        await _ingestor.KeepAsync(kept);
        await _ingestor.KeepAsync(unprocessed);
        Alter("UPDATE state SET content = x'7b7d' WHERE kind = 'credential-fact'");
        string[] before = await RowsAsync(Running);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild");

        Assert.Equal(1, rebuilt.ExitCode);
        Assert.Contains(rebuilt.Lines, line => line.Contains("credential-fact", StringComparison.Ordinal) && line.EndsWith("  differs", StringComparison.Ordinal));
        Assert.Contains(rebuilt.Lines, line => line.Contains($"identity  {lost.MessageId}", StringComparison.Ordinal) && line.EndsWith("only in the current state", StringComparison.Ordinal));
        Assert.Contains(rebuilt.Lines, line => line.Contains($"otp  {unprocessed.MessageId}", StringComparison.Ordinal) && line.EndsWith("only in the rebuilt state", StringComparison.Ordinal));
        (int ofKept, int ofLost, int ofUnprocessed) = (PersonsIn(kept), PersonsIn(lost), PersonsIn(unprocessed));
        Assert.Contains(rebuilt.Lines, line => line == $"The states differ: {1 + ofKept} rows are equal, 1 differ, {2 + ofLost} are only in the current state, {2 + ofUnprocessed} only in the rebuilt one.");
        Assert.Equal(before, await RowsAsync(Running));
    }

    [Fact]
    public async Task A_lost_state_is_put_in_place()
    {
        ServiceBusReceivedMessage[] messages = [Published("2026-05-17/credential", 1), Published("2026-05-17/identity", 2)];
        await ProcessAsync(messages);
        string[] before = await RowsAsync(Running);
        foreach (ServiceBusReceivedMessage message in messages)
        {
            await _ingestor.KeepAsync(message);
        }

        SqliteConnection.ClearAllPools();
        File.Delete(Running);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild", "--into");

        Assert.True(rebuilt.ExitCode == 0, rebuilt.Output + rebuilt.Error);
        Assert.Equal(before, await RowsAsync(Running));
        Assert.False(File.Exists(Path.Combine(_ingestor.Data.FullName, "humanos.rebuilt.db")));
    }

    [Fact]
    public async Task A_state_that_knows_more_than_the_archive_is_replaced_only_if_that_is_confirmed_and_is_kept_beside_it()
    {
        ServiceBusReceivedMessage kept = Published("2026-05-17/credential", 1);
        await ProcessAsync([kept, Published("2026-05-17/identity", 2)]);
        await _ingestor.KeepAsync(kept);
        string[] before = await RowsAsync(Running);

        CommandRun refused = await _ingestor.RunAsync("state", "rebuild", "--into");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Nothing was replaced", refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(Running));

        CommandRun confirmed = await _ingestor.RunAsync("state", "rebuild", "--into", "--yes");
        Assert.True(confirmed.ExitCode == 0, confirmed.Output + confirmed.Error);
        Assert.Equal(2 + PersonsIn(kept), (await RowsAsync(Running)).Length);
        Assert.Equal(before, await RowsAsync(Assert.Single(Directory.GetFiles(_ingestor.Data.FullName, "humanos.db.before-*"), file => file[^4] != '-')));
    }

    [Fact]
    public async Task Resends_are_no_difference_and_stay_when_the_state_is_replaced()
    {
        ServiceBusReceivedMessage kept = Published("2026-05-17/otp.failed", 1);
        await _ingestor.KeepAsync(kept);
        await ProcessAsync([kept]);
        await using (var store = new SqliteStateStore(Running, TimeProvider.System))
        {
            await store.PutAsync(
                [new StateRow { RequestId = "request", Kind = "resend", Key = "key", EventId = "event", OccurredAt = ArchivedIngestor.Start, Content = "{}"u8.ToArray() }], CancellationToken.None);
        }

        string[] before = await RowsAsync(Running);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild", "--into");

        Assert.True(rebuilt.ExitCode == 0, rebuilt.Output + rebuilt.Error);
        Assert.Equal(before, await RowsAsync(Running));
    }

    [Fact]
    public async Task A_damaged_object_is_named_and_the_rest_is_rebuilt()
    {
        ServiceBusReceivedMessage[] messages = [Published("2026-05-17/credential", 1), Published("2026-05-17/identity", 2)];
        await ProcessAsync(messages);
        ArchivedEvent damaged = await _ingestor.KeepAsync(messages[0]);
        await _ingestor.KeepAsync(messages[1]);
        await File.WriteAllBytesAsync(_ingestor.PathOf(damaged), [1, 2, 3]);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild");

        Assert.Equal(1, rebuilt.ExitCode);
        Assert.Contains($"{damaged.Name}: damaged, NoHeader", rebuilt.Lines);
        Assert.Contains("1 events of 2 in the archive have state", rebuilt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_get_each_difference_and_the_result_as_JSON()
    {
        ServiceBusReceivedMessage identity = Published("2026-05-17/identity", 2);
        await ProcessAsync([identity]);

        CommandRun rebuilt = await _ingestor.RunAsync("state", "rebuild", "--json");

        JsonNode[] lines = [.. rebuilt.Lines.Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(2 + PersonsIn(identity), lines.Count(line => (string?)line["difference"] == "onlyInRunning"));
        Assert.Equal((false, 2 + PersonsIn(identity)), ((bool)lines[^1]["equal"]!, (int)lines[^1]["onlyInRunning"]!));
    }

    // Every sample several times: as it is, with the same and with other requests, at other times, and some of them again.
    private ServiceBusReceivedMessage[] Shuffled(Random random)
    {
        var messages = new List<ServiceBusReceivedMessage>();
        foreach (string sample in Samples.Names)
        {
            messages.Add(Published(sample, random.Next(10_000)));
            for (int variant = 0; variant < 3; variant++)
            {
                var payload = JsonNode.Parse(Samples.Read(sample))!.AsObject();
                payload["salt"] = random.Next();
                string member = payload.ContainsKey("processId") ? "processId" : "requestId";
                payload[member] = $"request-{random.Next(6)}";
                messages.Add(_ingestor.Publish(Encoding.UTF8.GetBytes(payload.ToJsonString()), ArchivedIngestor.Start.AddMinutes(random.Next(10_000))));
            }
        }

        return [.. messages.Concat(messages.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())];
    }

    private ServiceBusReceivedMessage Published(string sample, int minutes) => _ingestor.Publish(Samples.Read(sample), ArchivedIngestor.Start.AddMinutes(minutes));

    // The index has a row for each id and contact: here those of the user, and of the grantors.
    private static int PersonsIn(ServiceBusReceivedMessage message)
    {
        JsonNode payload = JsonNode.Parse(message.Body)!;
        JsonNode? mandate = payload["credential"]?["w3cCredential"]?["credentialSubject"]?["mandate"];
        IEnumerable<JsonNode?> persons = [payload["user"]?["id"], payload["user"]?["contact"], payload["user"]?["internalId"], .. mandate?["grantor"]?.AsArray() ?? []];
        IEnumerable<JsonNode?> grantors = payload["credential"]?["decisions"]?.AsArray().Select(decision => decision?["contact"]) ?? [];
        return persons.Concat(grantors).Select(text => (string?)text).OfType<string>().Distinct().Count();
    }

    // As the app does, with the settings of the command line.
    private async Task ProcessAsync(IEnumerable<ServiceBusReceivedMessage> messages)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddConfiguration(new HumanosFunctions.Cli.Ingestor.IngestorPlace(_ingestor.Data, AmqpPort: 1, Namespace: null, Storage: null, Vault: null).Configure(("Humanos:SqlitePath", Running)))
            .Build();
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddHumanosFunctions(configuration).BuildServiceProvider();
        var reader = services.GetRequiredService<MessageReader>();
        var dispatch = services.GetRequiredService<EventDispatch>();
        foreach (ServiceBusReceivedMessage message in messages.Where(message => EventSubscription.Handled.Any(one => one.Subject == message.Subject)))
        {
            var read = Assert.IsType<MessageReading.Read>(await reader.ReadAsync(message, message.Subject, CancellationToken.None));
            Assert.IsType<HandlingResult.Handled>(await dispatch.HandleAsync(read.Event, read.Facts, CancellationToken.None));
        }
    }

    private void Alter(string sql)
    {
        using var database = new SqliteConnection($"Data Source={Running};Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    // Read from the file itself, not with the code under test.
    private static async Task<string[]> RowsAsync(string path)
    {
        await using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        await database.OpenAsync();
        await using SqliteCommand command = database.CreateCommand();
        command.CommandText = """
            SELECT request_id, kind, key, occurred_at, event_id, hex(content) FROM state JOIN requests ON number = request
            UNION ALL
            SELECT request_id, 'person', key, 0, '', '' FROM indexed_keys JOIN requests ON number = request
            ORDER BY 1, 2, 3
            """;
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, 6).Select(column => reader.GetValue(column))));
        }

        return [.. rows];
    }
}
