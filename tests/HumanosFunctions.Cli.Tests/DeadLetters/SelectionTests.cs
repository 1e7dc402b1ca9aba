using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Processing.Retrying;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Which dead letters a command takes; what was not meant stays as it was.</summary>
public sealed class SelectionTests
{
    [Fact]
    public async Task A_chosen_one_among_hundreds_is_found_and_the_others_are_free_afterwards()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 300);

        CommandRun replay = await bus.RunAsync("replay", "credential", $"{numbers[250]}", $"{numbers[7]}");

        Assert.Equal(0, replay.ExitCode);
        Assert.Equal(2, (await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None)).Count);
        Assert.Equal(numbers.Where(number => number != numbers[250] && number != numbers[7]), (await bus.PeekAsync("credential")).Select(left => left.SequenceNumber));
        await bus.AreFreeAsync("credential", 298);
    }

    [Fact]
    public async Task All_are_replayed_in_their_order_or_as_many_as_were_asked_for()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterManyAsync("credential", 120);

        Assert.Equal(0, (await bus.RunAsync("replay", "credential", "--all", "--max", "20")).ExitCode);
        Assert.Equal(100, (await bus.PeekAsync("credential")).Count);
        Assert.Equal(0, (await bus.RunAsync("replay", "credential", "--all")).ExitCode);

        Assert.Empty(await bus.PeekAsync("credential"));
        IReadOnlyList<ServiceBusReceivedMessage> copies = await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None);
        Assert.Equal(Enumerable.Range(0, 120).Select(index => $"event-{index}"), copies.Select(EventCopy.OriginalIdOf));
    }

    [Fact]
    public async Task A_dead_letter_that_somebody_else_holds_is_not_available_now()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 2);
        await using ServiceBusReceiver other = bus.Receiver("credential", SubQueue.DeadLetter);
        ServiceBusReceivedMessage held = await other.ReceiveMessageAsync();

        CommandRun replay = await bus.RunAsync("replay", "credential", "--all");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains($"credential {held.SequenceNumber}: not replayed to humanos-retry: not available now", replay.Output, StringComparison.Ordinal);
        Assert.Equal(held.SequenceNumber, Assert.Single(await bus.PeekAsync("credential")).SequenceNumber);
        Assert.Contains(held.SequenceNumber, numbers);
    }

    [Fact]
    public async Task A_dead_letter_that_somebody_deferred_is_replayed_too()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterManyAsync("credential", 2);
        await using (ServiceBusReceiver other = bus.Receiver("credential", SubQueue.DeadLetter))
        {
            await other.DeferMessageAsync(await other.ReceiveMessageAsync());
        }

        CommandRun replay = await bus.RunAsync("replay", "credential", "--all");

        Assert.Equal(0, replay.ExitCode);
        Assert.Equal(2, (await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None)).Count);
        Assert.Empty(await bus.PeekAsync("credential"));
    }

    [Fact]
    public async Task Age_does_not_matter_unless_it_is_asked_for_so_the_brokers_clock_may_be_ahead()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync(new FakeTimeProvider(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(2)));
        await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));

        CommandRun replay = await bus.RunAsync("replay", "credential", "--all");

        Assert.Equal("credential: 1 of 1 replayed to humanos-retry.", Assert.Single(replay.Lines));
        Assert.Empty(await bus.PeekAsync("credential"));
    }

    [Fact]
    public async Task A_number_that_is_not_there_is_told_and_the_others_are_replayed()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 1);

        CommandRun replay = await bus.RunAsync("replay", "credential", "4711", $"{numbers[0]}");

        Assert.Equal(1, replay.ExitCode);
        Assert.Equal(["credential 4711: not found.", "credential: 1 of 2 replayed to humanos-retry."], replay.Lines);
        Assert.Empty(await bus.PeekAsync("credential"));
    }
}
