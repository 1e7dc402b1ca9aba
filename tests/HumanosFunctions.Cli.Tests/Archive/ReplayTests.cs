using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Cli.Tests.DeadLetters;

namespace HumanosFunctions.Cli.Tests.Archive;

/// <summary><c>events replay</c>: what it sends where.</summary>
public sealed class ReplayTests : ReplayedIngestor
{
    [Fact]
    public async Task Events_go_to_the_processor_of_one_subscription_as_they_were_published()
    {
        ArchivedEvent archived = await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await Ingestor.KeepAsync("2026-05-17/identity", minutes: 2);

        CommandRun run = await ReplayAsync("credential", "--all");

        Assert.Equal((0, "credential: 1 sent, 1 have another subject."), (run.ExitCode, Assert.Single(run.Lines)));
        ServiceBusReceivedMessage copy = Assert.Single(await WaitingAsync());
        Assert.Equal(archived.Body.ToArray(), copy.Body.ToArray());
        Assert.Equal(("credential", 0, archived.Header.MessageId), (copy.ApplicationProperties["humanos_subscription"], copy.ApplicationProperties["humanos_attempt"], copy.ApplicationProperties["humanos_original_id"]));
        Assert.All(archived.Header.Properties, property => Assert.Equal(property.Value, copy.ApplicationProperties[property.Key]));
        Assert.Equal(0, Bus.Broker.TopicStatistics(DeadLetteredBus.Topic).Accepted);
    }

    [Fact]
    public async Task With_to_topic_every_subscription_gets_them_and_duplicate_detection_does_not_drop_them()
    {
        ArchivedEvent archived = await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await using (ServiceBusSender sender = Bus.Client.CreateSender(DeadLetteredBus.Topic))
        {
            await sender.SendMessageAsync(new ServiceBusMessage(BinaryData.FromBytes(archived.Body)) { MessageId = archived.Header.MessageId, Subject = "credential" });
        }

        CommandRun run = await ReplayAsync("--to-topic", "--all");

        Assert.Equal((0, "the topic humanos-events: 1 sent."), (run.ExitCode, Assert.Single(run.Lines)));
        ServiceBusReceivedMessage[] seen = [.. await Bus.PeekAsync("credential", SubQueue.None)];
        Assert.Equal(2, seen.Length);
        Assert.Equal(archived.Header.EventId, seen[1].ApplicationProperties["cloudEvents_id"]);
        Assert.DoesNotContain("humanos_subscription", seen[1].ApplicationProperties.Keys);
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_be_sent_and_sends_nothing()
    {
        ArchivedEvent archived = await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);

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
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await ReplayAsync("credential", "--all");

        CommandRun again = await ReplayAsync("credential", "--all");
        Assert.Equal(2, again.ExitCode);
        Assert.StartsWith("This replay is finished: 1 events were sent.", Assert.Single(again.Lines), StringComparison.Ordinal);
        Assert.Single(await WaitingAsync());

        File.Delete(Assert.Single(ProgressFiles()));
        Assert.Equal(0, (await ReplayAsync("credential", "--all")).ExitCode);
        Assert.Equal(2, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task A_damaged_object_is_named_and_the_same_command_sends_it_when_it_is_mended()
    {
        ArchivedEvent damaged = await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await Ingestor.KeepAsync("2026-05-17/credential.rejected", minutes: 2);
        await File.WriteAllBytesAsync(Ingestor.PathOf(damaged), damaged.ToBytes()[..^1]);

        CommandRun first = await ReplayAsync("credential", "--all");
        Assert.Equal(1, first.ExitCode);
        Assert.Equal([$"{damaged.Name}: damaged, Truncated", "credential: 1 sent, 1 not readable. Repeat the command to continue."], first.Lines);

        await File.WriteAllBytesAsync(Ingestor.PathOf(damaged), damaged.ToBytes());
        CommandRun second = await ReplayAsync("credential", "--all");
        Assert.Equal((0, "credential: 1 sent, 1 were sent before."), (second.ExitCode, Assert.Single(second.Lines)));
        Assert.Equal(2, (await WaitingAsync()).Count);
    }

    [Fact]
    public async Task A_large_event_is_stored_as_a_payload_again()
    {
        byte[] large = LargeOf("2026-05-17/credential", 300_000);
        ArchivedEvent archived = await Ingestor.KeepAsync(Ingestor.Publish(large, ArchivedIngestor.Start));

        Assert.Equal(0, (await ReplayAsync("credential", "--all")).ExitCode);

        ServiceBusReceivedMessage copy = Assert.Single(await WaitingAsync());
        Assert.Equal("{}", copy.Body.ToString());
        string blob = Path.Combine(Ingestor.Data.FullName, "bodies", "claim-check", (string)copy.ApplicationProperties["claimcheck_blob"]);
        Assert.Equal(large, await File.ReadAllBytesAsync(blob));
        Assert.Equal(archived.Header.BodySha256, copy.ApplicationProperties["claimcheck_sha256"]);
    }

    [Fact]
    public async Task An_event_that_is_archived_twice_is_sent_once()
    {
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 25 * 60);

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
    public async Task Events_of_the_localIngestor_are_not_sent_to_a_namespace_in_Azure()
    {
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);

        CommandRun run = await Ingestor.RunAsync(["events", "replay", "credential", "--all", "--dry-run", "--namespace", "invented"]);

        Assert.Equal((2, "--storage is missing: for a namespace in Azure this command needs it."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_file_that_is_not_the_progress_of_a_replay_is_named()
    {
        await Ingestor.KeepAsync("2026-05-17/credential", minutes: 1);
        await ReplayAsync("credential", "--all");
        await File.WriteAllTextAsync(Assert.Single(ProgressFiles()), "something else");

        CommandRun run = await ReplayAsync("credential", "--all");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not the progress of a replay", run.Error, StringComparison.Ordinal);
    }

    private static byte[] LargeOf(string sample, int bytes)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Samples.Read(sample))!;
        payload["padding"] = new string('x', bytes);
        return System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString());
    }
}
