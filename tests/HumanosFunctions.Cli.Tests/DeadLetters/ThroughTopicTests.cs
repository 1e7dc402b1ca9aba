using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>A replay that everybody sees.</summary>
public sealed class ThroughTopicTests
{
    [Fact]
    public async Task For_a_subscription_without_a_queue_of_its_own_the_way_through_the_topic_has_to_be_asked_for()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("audit", AnEvent.Of("credential", "event-1"));

        CommandRun refused = await bus.RunAsync("replay", "audit", $"{number}");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--to-topic", refused.Error, StringComparison.Ordinal);
        Assert.Single(await bus.PeekAsync("audit"));
    }

    [Fact]
    public async Task Through_the_topic_every_subscription_gets_the_event_under_a_new_id_and_its_old_identity()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("audit", AnEvent.Of("credential", "event-1"));

        CommandRun replay = await bus.RunAsync("replay", "audit", $"{number}", "--to-topic");

        Assert.Equal(0, replay.ExitCode);
        ServiceBusReceivedMessage audited = Assert.Single(await bus.PeekAsync("audit", SubQueue.None));
        ServiceBusReceivedMessage processed = (await bus.PeekAsync("credential", SubQueue.None))[^1];
        Assert.Equal(audited.MessageId, processed.MessageId);
        Assert.NotEqual("event-1", audited.MessageId);
        Assert.Equal("event-1", audited.ApplicationProperties[EventProperties.Id]);
        Assert.Equal("event-1", audited.ApplicationProperties[EventProperties.OriginalId]);
        Assert.DoesNotContain(EventCopy.Subscription, audited.ApplicationProperties.Keys);
        Assert.Empty(await bus.PeekAsync("audit"));
    }

    [Fact]
    public async Task A_subscription_with_a_queue_of_its_own_is_not_replayed_to_everybody()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync("credential", AnEvent.Of("credential", "event-1"));

        Assert.Equal(2, (await bus.RunAsync("replay", "CREDENTIAL", $"{number}", "--to-topic")).ExitCode);

        Assert.Single(await bus.PeekAsync("credential"));
    }
}
