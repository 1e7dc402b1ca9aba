using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary><c>events replay</c>: what it sends where, and that it sends nothing twice by accident.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    // Longer than the broker recognizes a message, and than one waits.
    private static readonly TimeSpan AfterTheWindow = TimeSpan.FromHours(25);

    private readonly ArchivedIngestor _ingestor = new();
    private readonly FakeTimeProvider _brokerTime = new(DateTimeOffset.UtcNow);
    private DeadLetteredBus _bus = null!;

    public async Task InitializeAsync() => _bus = await DeadLetteredBus.StartAsync(_brokerTime);

    public async Task DisposeAsync()
    {
        await _bus.DisposeAsync();
        _ingestor.Dispose();
    }

    [Fact]
    public async Task Events_go_to_the_processor_of_one_subscription_as_they_were_published()
    {
        ArchivedEvent archived = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/identity", minutes: 2);

        CommandRun run = await ReplayAsync("credential", "--all");

        Assert.Equal((0, "credential: 1 sent, 1 have another subject."), (run.ExitCode, Assert.Single(run.Lines)));
        ServiceBusReceivedMessage copy = Assert.Single(await WaitingAsync());
        Assert.Equal(archived.Body.ToArray(), copy.Body.ToArray());
        Assert.Equal(("credential", 0, archived.Header.MessageId), (copy.ApplicationProperties["humanos_subscription"], copy.ApplicationProperties["humanos_attempt"], copy.ApplicationProperties["humanos_original_id"]));
        Assert.All(archived.Header.Properties, property => Assert.Equal(property.Value, copy.ApplicationProperties[property.Key]));
        Assert.Equal(0, _bus.Broker.TopicStatistics(DeadLetteredBus.Topic).Accepted);
    }

    [Fact]
    public async Task With_to_topic_every_subscription_gets_them_and_duplicate_detection_does_not_drop_them()
    {
        ArchivedEvent archived = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await using (ServiceBusSender sender = _bus.Client.CreateSender(DeadLetteredBus.Topic))
        {
            await sender.SendMessageAsync(new ServiceBusMessage(BinaryData.FromBytes(archived.Body)) { MessageId = archived.Header.MessageId, Subject = "credential" });
        }

        CommandRun run = await ReplayAsync("--to-topic", "--all");

        Assert.Equal((0, "the topic humanos-events: 1 sent."), (run.ExitCode, Assert.Single(run.Lines)));
        ServiceBusReceivedMessage[] seen = [.. await _bus.PeekAsync("credential", SubQueue.None)];
        Assert.Equal(2, seen.Length);
        Assert.Equal(archived.Header.EventId, seen[1].ApplicationProperties["cloudEvents_id"]);
        Assert.DoesNotContain("humanos_subscription", seen[1].ApplicationProperties.Keys);
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_be_sent_and_sends_nothing()
    {
        ArchivedEvent archived = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);

        CommandRun run = await ReplayAsync("credential", "--all", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(archived.Header.EventId, run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("credential: 1 would be sent. Nothing was sent.", run.Lines[1]);
        Assert.Empty(await WaitingAsync());
        Assert.Empty(ProgressFiles());
    }

    [Fact]
    public async Task A_finished_replay_does_not_start_again_by_accident()
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await ReplayAsync("credential", "--all");

        CommandRun again = await ReplayAsync("credential", "--all");
        Assert.Equal(2, again.ExitCode);
        Assert.StartsWith("This replay is finished: 1 events were sent.", Assert.Single(again.Lines), StringComparison.Ordinal);
        Assert.Single(await WaitingAsync());

        File.Delete(Assert.Single(ProgressFiles()));
        Assert.Equal(0, (await ReplayAsync("credential", "--all")).ExitCode);
        Assert.Equal(2, (await WaitingAsync()).Count);
    }

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
        _brokerTime.Advance(AfterTheWindow);

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
        _brokerTime.Advance(AfterTheWindow);

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
        _bus.Broker.Faults.RefuseSends("amqp:not-allowed", 3);

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
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await InterruptAsync(sentGroups: 0);
        await _ingestor.KeepAsync(_ingestor.Publish(UniqueOf("2026-05-17/credential", 2), DateTimeOffset.UtcNow.AddMinutes(1)));

        CommandRun rest = await ReplayAsync("credential", "--all");

        Assert.Equal("credential: 1 sent.", Assert.Single(rest.Lines));
    }

    [Fact]
    public async Task A_damaged_object_is_named_and_the_same_command_sends_it_when_it_is_mended()
    {
        ArchivedEvent damaged = await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/credential.rejected", minutes: 2);
        await File.WriteAllBytesAsync(_ingestor.PathOf(damaged), damaged.ToBytes()[..^1]);

        CommandRun first = await ReplayAsync("credential", "--all");
        Assert.Equal(1, first.ExitCode);
        Assert.Equal([$"{damaged.Name}: damaged, Truncated", "credential: 1 sent, 1 not readable. Repeat the command to continue."], first.Lines);

        await File.WriteAllBytesAsync(_ingestor.PathOf(damaged), damaged.ToBytes());
        CommandRun second = await ReplayAsync("credential", "--all");
        Assert.Equal((0, "credential: 1 sent, 1 were sent before."), (second.ExitCode, Assert.Single(second.Lines)));
        Assert.Equal(2, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task A_large_event_is_stored_as_a_payload_again()
    {
        byte[] large = LargeOf("2026-05-17/credential", 300_000);
        ArchivedEvent archived = await _ingestor.KeepAsync(_ingestor.Publish(large, ArchivedIngestor.Start));

        Assert.Equal(0, (await ReplayAsync("credential", "--all")).ExitCode);

        ServiceBusReceivedMessage copy = Assert.Single(await WaitingAsync());
        Assert.Equal("{}", copy.Body.ToString());
        string blob = Path.Combine(_ingestor.Data.FullName, "bodies", "claim-check", (string)copy.ApplicationProperties["claimcheck_blob"]);
        Assert.Equal(large, await File.ReadAllBytesAsync(blob));
        Assert.Equal(archived.Header.BodySha256, copy.ApplicationProperties["claimcheck_sha256"]);
    }

    [Fact]
    public async Task An_event_that_is_archived_twice_is_sent_once()
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 25 * 60);

        Assert.Equal("credential: 1 sent.", Assert.Single((await ReplayAsync("credential", "--all")).Lines));
        Assert.Single(await WaitingAsync());
    }

    [Theory]
    [InlineData("", "Give a subscription, or --to-topic.")]
    [InlineData("credential --to-topic --all", "Give a subscription, or --to-topic.")]
    [InlineData("audit --all", "A subscription that has a processor is needed")]
    [InlineData("archive --all", "A subscription that has a processor is needed")]
    [InlineData("credential", "Give a filter such as --from, or --all.")]
    [InlineData("credential --all --type test", "Give a filter such as --from, or --all.")]
    public async Task A_replay_that_is_not_clear_is_refused(string options, string said)
    {
        CommandRun run = await ReplayAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_the_local_ingestor_are_not_sent_to_a_namespace_in_Azure()
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);

        CommandRun run = await _ingestor.RunAsync(["events", "replay", "credential", "--all", "--dry-run", "--namespace", "invented"]);

        Assert.Equal((2, "--storage is missing: for a namespace in Azure this command needs it."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_file_that_is_not_the_progress_of_a_replay_is_named()
    {
        await _ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await ReplayAsync("credential", "--all");
        await File.WriteAllTextAsync(Assert.Single(ProgressFiles()), "something else");

        CommandRun run = await ReplayAsync("credential", "--all");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not the progress of a replay", run.Error, StringComparison.Ordinal);
    }

    // The state of the file after so many groups, as a killed process leaves it: the last group is sent or about to be, and not recorded.
    private async Task InterruptAsync(int sentGroups, TimeSpan ago = default, bool sendsTheLast = true, string halfALine = "")
    {
        string path = ReplayProgress.PathOf(_ingestor.Data, $"humanos-retry credential 127.0.0.1:{_bus.Broker.Port}  ");
        var target = new ReplayTarget(DeadLetteredBus.Retries, HumanosFunctions.Processing.EventSubscription.Credential);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using (ReplayProgress progress = ReplayProgress.Open(path, from: null, now))
        {
            await using ServiceBusSender sender = _bus.Client.CreateSender(DeadLetteredBus.Retries);
            int group = 0;
            await foreach (ArchiveReading[] readings in _ingestor.Archive.ReadAllAsync(null, null).Chunk(32).Take(sentGroups))
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

    private async Task<IReadOnlyList<ArchivedEvent>> KeepManyAsync(int count)
    {
        var archived = new List<ArchivedEvent>();
        foreach (int minutes in Enumerable.Range(0, count))
        {
            archived.Add(await _ingestor.KeepAsync(_ingestor.Publish(UniqueOf("2026-05-17/credential", minutes), ArchivedIngestor.Start.AddMinutes(minutes))));
        }

        return archived;
    }

    private Task<CommandRun> ReplayAsync(params string[] arguments) => _ingestor.RunAsync(["events", "replay", .. arguments, "--amqp-port", $"{_bus.Broker.Port}"]);

    private Task<IReadOnlyList<ServiceBusReceivedMessage>> WaitingAsync() => _bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None);

    private string[] ProgressFiles() => Directory.GetFiles(_ingestor.Data.FullName, "replay-*.txt");

    private static byte[] UniqueOf(string sample, int number)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Samples.Read(sample))!;
        payload["requestId"] = $"request-{number}";
        return System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString());
    }

    private static byte[] LargeOf(string sample, int bytes)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Samples.Read(sample))!;
        payload["padding"] = new string('x', bytes);
        return System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString());
    }
}
