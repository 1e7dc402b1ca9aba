using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Nothing is lost or doubled, wherever a replay ends.</summary>
public sealed class ReplaySafetyTests
{
    private const string NotAllowed = "amqp:not-allowed";

    [Fact]
    public async Task A_copy_that_the_broker_does_not_take_leaves_its_dead_letter_where_it_is()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        IReadOnlyList<long> numbers = await bus.DeadLetterManyAsync("credential", 3);
        bus.Broker.Faults.RefuseSends(NotAllowed);

        CommandRun replay = await bus.RunAsync("replay", "credential", "--all");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("credential: 0 of 3 replayed", replay.Output, StringComparison.Ordinal);
        Assert.Equal(numbers, (await bus.PeekAsync("credential")).Select(left => left.SequenceNumber));
        await bus.AreFreeAsync("credential", 3);
    }

    [Fact]
    public async Task A_replay_that_was_interrupted_before_it_completed_the_dead_letter_can_be_repeated()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));
        await using ServiceBusSender interrupted = bus.Client.CreateSender(DeadLetteredBus.Retries);
        await interrupted.SendMessageAsync(EventCopy.Of(Assert.Single(await bus.PeekAsync("credential")), "credential", attempt: 0));

        CommandRun replay = await bus.RunAsync("replay", "credential", $"{number}");

        Assert.Equal(0, replay.ExitCode);
        Assert.Single(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
        Assert.Empty(await bus.PeekAsync("credential"));
    }

    [Fact]
    public async Task A_replay_that_is_cancelled_while_its_copy_is_on_the_way_keeps_the_dead_letter_and_can_be_repeated()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        await bus.DeadLetterManyAsync("credential", 2);
        bus.Broker.Faults.LoseAcknowledgements();
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        var entity = new DeadLetterEntity("credential", DeadLetteredBus.Topic);
        Task<int> replay = new ReplayDeadLetters(bus.Client, output, TimeProvider.System)
            .RunAsync(entity, ReplayRoute.Own(entity)!, new DeadLetterSelection([]), stop.Token);
        await Eventually.IsTrueAsync(() => bus.Broker.Statistics(DeadLetteredBus.Retries).Active == 1, "the first copy is stored, but not acknowledged");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => replay);
        Assert.Contains("credential: 0 of 2 replayed", $"{output}", StringComparison.Ordinal);
        await bus.AreFreeAsync("credential", 2);
        bus.Broker.Faults.Clear();
        Assert.Equal(0, (await bus.RunAsync("replay", "credential", "--all")).ExitCode);
        Assert.Equal(2, (await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None)).Count);
        Assert.Empty(await bus.PeekAsync("credential"));
    }
}
