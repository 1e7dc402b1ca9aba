using System.Text.Json;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Filters limit what is listed, replayed and deleted; a dry run changes nothing.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("event-1", "--reason", "retriesexhausted")]
    [InlineData("event-2", "--reason", "WrongSubject")]
    [InlineData("event-1", "--type", "CREDENTIAL.type")]
    [InlineData("event-2", "--event", "event-2")]
    [InlineData("event-2", "--request", "request-of-event-2")]
    [InlineData(null, "--event", "event-3")]
    [InlineData(null, "--until", "1h")]
    [InlineData(null, "--since", "2100-01-01")]
    public async Task A_list_has_only_what_matches(string? expected, string option, string value)
    {
        await using DeadLetteredBus bus = await WithTwoAsync();

        CommandRun list = await bus.RunAsync("list", "audit", "--json", option, value);

        Assert.Equal(0, list.ExitCode);
        Assert.Equal(expected is null ? [] : [expected], list.Lines.Select(EventIdOf));
    }

    [Fact]
    public async Task Several_filters_must_all_match()
    {
        await using DeadLetteredBus bus = await WithTwoAsync();

        Assert.Single((await bus.RunAsync("list", "audit", "--json", "--reason", "WrongSubject", "--type", "identity.type", "--since", "1h")).Lines);
        Assert.Empty((await bus.RunAsync("list", "audit", "--json", "--reason", "WrongSubject", "--type", "credential.type")).Lines);
    }

    [Fact]
    public async Task An_id_may_be_shortened_to_what_is_unique_and_an_ambiguous_one_is_a_mistake()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        foreach (string id in new[] { "aab-1", "aac-2", "aac", "bbb-3" })
        {
            await bus.DeadLetterAsync("credential", AnEvent.Of("credential", id));
        }

        CommandRun unique = await bus.RunAsync("list", "credential", "--json", "--event", "bb");
        CommandRun whole = await bus.RunAsync("list", "credential", "--json", "--event", "aac");
        CommandRun ambiguous = await bus.RunAsync("purge", "credential", "--event", "aa", "--yes");

        Assert.Equal("bbb-3", EventIdOf(Assert.Single(unique.Lines)));
        Assert.Equal("aac", EventIdOf(Assert.Single(whole.Lines)));
        Assert.Equal(2, ambiguous.ExitCode);
        Assert.Contains("--event 'aa' is ambiguous: aab-1, aac, aac-2 begin with it.", ambiguous.Error, StringComparison.Ordinal);
        Assert.Equal(4, bus.DeadLettersOf("credential").Active);
    }

    [Fact]
    public async Task Times_are_those_of_the_arrival_and_a_purge_takes_only_what_is_between_them()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var time = new FakeTimeProvider(now - TimeSpan.FromHours(5));
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync(time);
        foreach (int hours in new[] { 5, 3, 1 })
        {
            time.SetUtcNow(now - TimeSpan.FromHours(hours));
            await bus.DeadLetterAsync("credential", AnEvent.Of("credential", $"event-{hours}"));
        }

        CommandRun purge = await bus.RunAsync("purge", "credential", "--since", "4h", "--until", $"{now - TimeSpan.FromHours(2):O}", "--yes");

        Assert.Equal("credential: 1 of 1 deleted.", Assert.Single(purge.Lines));
        Assert.Equal(["event-5", "event-1"], (await bus.PeekAsync("credential")).Select(left => left.MessageId));
    }

    [Fact]
    public async Task A_replay_takes_only_what_matches_and_leaves_the_others_free()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"), "RetriesExhausted");
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"), "WrongSubject");

        CommandRun replay = await bus.RunAsync("replay", "credential", "--reason", "RetriesExhausted");

        Assert.Equal("credential: 1 of 1 replayed to humanos-retry.", Assert.Single(replay.Lines));
        Assert.Single(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
        Assert.Equal("event-2", Assert.Single(await bus.PeekAsync("credential")).MessageId);
        await bus.AreFreeAsync("credential", 1);
    }

    [Theory]
    [InlineData("replay", "replayed to humanos-retry")]
    [InlineData("purge", "deleted")]
    public async Task A_dry_run_lists_what_would_be_done_and_changes_nothing(string command, string done)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"), "WrongSubject");

        CommandRun run = await bus.RunAsync(command, "credential", "--reason", "Unreadable", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("ENTITY", run.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"credential  {number}", run.Lines[1], StringComparison.Ordinal);
        Assert.Equal($"credential: 1 of 1 would be {done}.", run.Lines[^1]);
        Assert.DoesNotContain(AnEvent.Confidential, run.Output, StringComparison.Ordinal);
        Assert.Equal((2, 0), (bus.DeadLettersOf("credential").Active, bus.DeadLettersOf("credential").Locked));
        Assert.Empty(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
    }

    [Fact]
    public async Task A_dry_run_names_what_cannot_be_replayed()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync(DeadLetteredBus.Retries, AnEvent.Of("nothing", "event-1"));

        CommandRun run = await bus.RunAsync("replay", DeadLetteredBus.Retries, "--all", "--dry-run");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"humanos-retry {number}: would not be replayed to humanos-retry: it names no subscription that this app processes.", run.Lines);
    }

    [Fact]
    public async Task The_newest_come_first_by_choice_and_the_reasons_are_counted_at_the_end()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        foreach ((string id, string reason) in new[] { ("event-1", "Rare"), ("event-2", "Frequent"), ("event-3", "Frequent") })
        {
            await bus.DeadLetterAsync("credential", AnEvent.Of("credential", id), reason);
        }

        CommandRun json = await bus.RunAsync("list", "credential", "--newest", "--max", "2", "--json");
        CommandRun table = await bus.RunAsync("list", "credential");
        CommandRun less = await bus.RunAsync("list", "credential", "--newest", "--max", "2");

        Assert.Equal(["event-3", "event-2"], json.Lines.Select(EventIdOf));
        Assert.Equal(["REASON    NUMBER", "Frequent  2", "Rare      1", "credential: 3"], table.Lines.TakeLast(4));
        Assert.EndsWith("credential: 2, and more than these (--max)", less.Output.Trim(), StringComparison.Ordinal);
    }

    private static string? EventIdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("eventId").GetString();

    private static async Task<DeadLetteredBus> WithTwoAsync()
    {
        DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("audit", AnEvent.Of("credential", "event-1"), "RetriesExhausted");
        await bus.DeadLetterAsync("audit", AnEvent.Of("identity", "event-2"), "WrongSubject");
        return bus;
    }
}
