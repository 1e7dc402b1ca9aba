using HumanosFunctions.Configuration;
using HumanosFunctions.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Storage;

public sealed class SqliteStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-store-").FullName;
    private SqliteDatabase _database = null!;
    private SqliteEventWriter _writer = null!;
    private SqliteEventReader _reader = null!;

    public Task InitializeAsync()
    {
        _database = new SqliteDatabase(Options.Create(new HumanosOptions { SqlitePath = Path.Combine(_folder, "deeper", "store.db") }));
        _writer = new SqliteEventWriter(_database);
        _reader = new SqliteEventReader(_database);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_stored_is_read_back_member_by_member()
    {
        ProcessedEvent @event = Event("id-1") with { ApiVersion = null, Decision = "accept" };

        Assert.Equal(StoreWrite.Stored, await _writer.WriteAsync(@event, CancellationToken.None));

        Assert.Equal(@event, Assert.Single(_reader.OfRequest("request-1")));
    }

    [Fact]
    public async Task A_repeated_event_has_effect_once_and_the_first_stays()
    {
        await _writer.WriteAsync(Event("id-1") with { ReceivedAt = "first" }, CancellationToken.None);

        Assert.Equal(StoreWrite.AlreadyStored, await _writer.WriteAsync(Event("id-1") with { ReceivedAt = "second" }, CancellationToken.None));

        Assert.Equal("first", Assert.Single(_reader.OfRequest("request-1")).ReceivedAt);
    }

    [Fact]
    public async Task Repetitions_at_the_same_moment_have_effect_once()
    {
        StoreWrite[] writes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _writer.WriteAsync(Event("id-1"), CancellationToken.None)));

        Assert.Single(writes, write => write == StoreWrite.Stored);
        Assert.Single(_reader.OfRequest("request-1"));
    }

    [Fact]
    public async Task The_processors_keep_their_own_rows_of_one_event()
    {
        await _writer.WriteAsync(Event("id-1") with { Processor = "credential" }, CancellationToken.None);
        await _writer.WriteAsync(Event("id-1") with { Processor = "identity" }, CancellationToken.None);

        Assert.Equal(["credential", "identity"], _reader.OfRequest("request-1").Select(stored => stored.Processor).Order());
    }

    [Fact]
    public async Task Events_come_in_the_order_of_their_time()
    {
        await _writer.WriteAsync(Event("late") with { OccurredAt = "2026-06-01T20:15:01Z" }, CancellationToken.None);
        await _writer.WriteAsync(Event("early") with { OccurredAt = "2026-06-01T20:15:00Z" }, CancellationToken.None);

        Assert.Equal(["early", "late"], _reader.OfRequest("request-1").Select(stored => stored.EventId));
    }

    [Fact]
    public void An_unknown_request_has_no_events() => Assert.Empty(_reader.OfRequest("nobody"));

    [Fact]
    public async Task A_database_that_fails_fails_the_write_and_recovers_when_it_is_back()
    {
        await _writer.WriteAsync(Event("id-1"), CancellationToken.None);
        using (SqliteConnection meddler = _database.Open())
        {
            Execute(meddler, "ALTER TABLE events RENAME TO hidden");
            await Assert.ThrowsAsync<SqliteException>(() => _writer.WriteAsync(Event("id-2"), CancellationToken.None));
            Execute(meddler, "ALTER TABLE hidden RENAME TO events");
        }

        Assert.Equal(StoreWrite.Stored, await _writer.WriteAsync(Event("id-2"), CancellationToken.None));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_for_another_process()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => _writer.WriteAsync(Event($"id-{number}"), CancellationToken.None)));
        var another = new SqliteEventReader(new SqliteDatabase(Options.Create(new HumanosOptions { SqlitePath = Path.Combine(_folder, "deeper", "store.db") })));

        Assert.Equal(1000, another.OfRequest("request-1").Count);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static ProcessedEvent Event(string id) => new()
    {
        Processor = "credential",
        EventId = id,
        RequestId = "request-1",
        EventType = "credential",
        ApiVersion = "2026-05-17",
        Issuer = "did:example:issuer",
        OccurredAt = "2026-06-01T20:15:00Z",
        ReceivedAt = "2026-06-01T20:15:02Z",
        Decision = null,
        BodySha256 = new string('0', 64),
        BodyLength = 2,
    };
}
