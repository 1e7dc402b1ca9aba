using HumanosFunctions.Cli.Tests.CommandLine;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

public sealed class PurgeTests
{
    [Fact]
    public async Task Without_confirmation_it_only_tells_what_it_would_delete()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));

        CommandRun purge = await bus.RunAsync("purge", "credential", "--all");

        Assert.Equal(2, purge.ExitCode);
        Assert.Contains("1 would be deleted", purge.Output, StringComparison.Ordinal);
        Assert.Contains("--yes", purge.Output, StringComparison.Ordinal);
        Assert.Equal(1, bus.DeadLettersOf("credential").Active);
    }

    [Fact]
    public async Task With_it_the_chosen_ones_are_deleted_and_counted()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long kept = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        long chosen = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"));

        CommandRun purge = await bus.RunAsync("purge", "credential", $"{chosen}", "--yes");

        Assert.Equal(0, purge.ExitCode);
        Assert.Equal("credential: 1 of 1 deleted.", Assert.Single(purge.Lines));
        Assert.Equal(kept, Assert.Single(await bus.PeekAsync("credential")).SequenceNumber);
        await bus.AreFreeAsync("credential", 1);
    }

    [Fact]
    public async Task What_is_younger_than_asked_for_stays()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var time = new FakeTimeProvider(now - TimeSpan.FromHours(2));
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync(time);
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        time.SetUtcNow(now);
        long young = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-2"));

        CommandRun purge = await bus.RunAsync("purge", "credential", "--all", "--older-than", "1h", "--yes");

        Assert.Equal("credential: 1 of 1 deleted, 1 younger left alone.", Assert.Single(purge.Lines));
        Assert.Equal(1, bus.DeadLettersOf("credential").Completed);
        Assert.Equal(young, Assert.Single(await bus.PeekAsync("credential")).SequenceNumber);
    }
}
