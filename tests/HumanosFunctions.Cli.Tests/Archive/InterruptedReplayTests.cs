using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary><c>events replay</c> that was interrupted: it sends nothing twice by accident.</summary>
public sealed class InterruptedReplayTests : ReplayedIngestor
{
    // Longer than the broker recognizes a message, and than one waits.
    private static readonly TimeSpan AfterTheWindow = TimeSpan.FromHours(25);

    [Theory]
    [InlineData("")]
    [InlineData("2026/06/01/1")]
    [InlineData("sending 2026-06-01T12:00:00Z 2026/06/01/1")]
    public async Task An_interrupted_replay_continues_where_it_was_and_sends_nothing_twice(string halfALine)
    {
        IReadOnlyList<ArchivedEvent> archived = await KeepManyAsync(100);
        await InterruptAsync(sentGroups: 2, halfALine: halfALine);
        int before = (await WaitingAsync()).Count;
        Assert.InRange(before, 1, 99);
        Assert.Equal(32, Unsure().Names.Count);

        CommandRun rest = await ReplayAsync("credential", "--all");

        Assert.Equal(0, rest.ExitCode);
        IReadOnlyList<ServiceBusReceivedMessage> all = await WaitingAsync();
        Assert.Equal(archived.Select(one => one.Header.EventId).Order(), all.Select(message => (string)message.ApplicationProperties["cloudEvents_id"]).Order());
        Assert.Empty(Unsure().Names);
    }

    [Fact]
    public async Task An_event_is_unsure_since_it_was_sent_first_however_often_the_replay_is_interrupted()
    {
        await KeepManyAsync(1);
        await InterruptAsync(sentGroups: 1, ago: TimeSpan.FromMinutes(7));
        await InterruptAsync(sentGroups: 1, ago: TimeSpan.FromMinutes(3));

        Assert.False(Unsure().AreRemembered(DateTimeOffset.UtcNow));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_broker_may_not_recognize_any_more_is_sent_only_when_the_operator_says_so(bool brokerHadIt)
    {
        IReadOnlyList<ArchivedEvent> archived = await KeepManyAsync(100);
        await InterruptAsync(sentGroups: 2, ago: AfterTheWindow, sendsTheLast: brokerHadIt);
        Assert.Equal(brokerHadIt ? 64 : 32, (await WaitingAsync()).Count);
        BrokerTime.Advance(AfterTheWindow);

        CommandRun asked = await ReplayAsync("credential", "--all");

        Assert.Equal((2, 33), (asked.ExitCode, asked.Lines.Count));
        Assert.All(asked.Lines.SkipLast(1), line => Assert.Contains(line, archived.Select(one => one.Name)));
        Assert.StartsWith("The replay was interrupted while it sent these 32 events", asked.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(await WaitingAsync());

        CommandRun sent = await ReplayAsync("credential", "--all", "--interrupted", "send");

        Assert.Equal((0, "credential: 68 sent, 32 were sent before."), (sent.ExitCode, Assert.Single(sent.Lines)));
        Assert.Equal(68, (await WaitingAsync()).Select(message => message.ApplicationProperties["cloudEvents_id"]).Distinct().Count());
    }

    [Fact]
    public async Task What_the_operator_leaves_out_is_not_sent_and_the_rest_is()
    {
        await KeepManyAsync(100);
        await InterruptAsync(sentGroups: 2, ago: AfterTheWindow);
        BrokerTime.Advance(AfterTheWindow);

        CommandRun skipped = await ReplayAsync("credential", "--all", "--interrupted", "skip");

        Assert.Equal((0, "credential: 36 sent, 32 were sent before, 32 are left out."), (skipped.ExitCode, Assert.Single(skipped.Lines)));
        Assert.Equal(36, (await WaitingAsync()).Select(message => message.ApplicationProperties["cloudEvents_id"]).Distinct().Count());
    }

    [Fact]
    public async Task A_dry_run_tells_how_many_may_have_been_sent_before()
    {
        await KeepManyAsync(40);
        await InterruptAsync(sentGroups: 1, ago: TimeSpan.FromMinutes(10));

        CommandRun run = await ReplayAsync("credential", "--all", "--dry-run");

        Assert.Equal(["An interruption left open whether 32 of them were sent before.", "credential: 40 would be sent. Nothing was sent."], run.Lines.TakeLast(2));
    }

    [Fact]
    public async Task What_the_broker_refuses_is_not_recorded_as_sent_and_is_sent_by_the_same_command()
    {
        await KeepManyAsync(10);
        Bus.Broker.Faults.RefuseSends("amqp:not-allowed", 3);

        CommandRun failed = await ReplayAsync("credential", "--all");
        Assert.Equal(1, failed.ExitCode);
        int sent = (await WaitingAsync()).Count;
        Assert.InRange(sent, 0, 9);

        CommandRun rest = await ReplayAsync("credential", "--all");
        Assert.Equal(0, rest.ExitCode);
        Assert.Equal(10, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task What_arrives_after_an_interruption_is_not_part_of_the_replay()
    {
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await InterruptAsync(sentGroups: 0);
        await Ingestor.KeepAsync(Ingestor.Publish(UniqueOf("2026-05-17/credential", 2), DateTimeOffset.UtcNow.AddMinutes(1)));

        CommandRun rest = await ReplayAsync("credential", "--all");

        Assert.Equal("credential: 1 sent.", Assert.Single(rest.Lines));
    }

    // The state of the file after so many groups, as a killed process leaves it: the last group is sent or about to be, and not recorded.
    private async Task InterruptAsync(int sentGroups, TimeSpan ago = default, bool sendsTheLast = true, string halfALine = "")
    {
        string path = ReplayProgress.PathOf(Ingestor.Data, $"humanos-retry credential 127.0.0.1:{Bus.Broker.Port}  ");
        var target = new ReplayTarget(DeadLetteredBus.Retries, HumanosFunctions.Processing.EventSubscription.Credential);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using (ReplayProgress progress = ReplayProgress.Open(path, from: null, now))
        {
            await using ServiceBusSender sender = Bus.Client.CreateSender(DeadLetteredBus.Retries);
            int group = 0;
            await foreach (ArchiveReading[] readings in Ingestor.Archive.ReadAllAsync(null, null).Chunk(32).Take(sentGroups))
            {
                ArchivedEvent[] events = [.. readings.Cast<ArchiveReading.Found>().Select(found => found.Event)];
                bool isLast = ++group == sentGroups;
                progress.Begin(events.Select(archived => archived.Name), now - ago);
                foreach (ArchivedEvent archived in isLast && !sendsTheLast ? [] : events)
                {
                    await sender.SendMessageAsync(await target.MessageAsync(archived, progress.Id, null!, CancellationToken.None));
                }

                if (!isLast)
                {
                    progress.Sent([.. events.Select(archived => archived.Name)]);
                }
            }
        }

        await File.AppendAllTextAsync(path, halfALine);
    }

    private UnsureEvents Unsure()
    {
        using ReplayProgress progress = ReplayProgress.Open(Assert.Single(ProgressFiles()), from: null, DateTimeOffset.UtcNow);
        return progress.Unsure;
    }
}
