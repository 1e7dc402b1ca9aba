using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Tests.CommandLine;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

/// <summary>Where the dead letters of each entity go, and as what.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("credential", "credential")]
    [InlineData("identity", "identity")]
    [InlineData("otp-failed", "otp.failed")]
    public async Task A_dead_letter_of_a_processed_subscription_goes_to_the_queue_of_copies(string subscription, string subject)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync(subscription, AnEvent.Of(subject, "event-1"));

        CommandRun replay = await bus.RunAsync("replay", subscription, $"{number}");

        Assert.Equal(0, replay.ExitCode);
        Assert.Equal($"{subscription}: 1 of 1 replayed to humanos-retry.", Assert.Single(replay.Lines));
        ServiceBusReceivedMessage copy = Assert.Single(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
        Assert.NotEqual("event-1", copy.MessageId);
        Assert.Equal("event-1", copy.ApplicationProperties[EventProperties.OriginalId]);
        Assert.Equal("event-1", copy.ApplicationProperties[EventProperties.Id]);
        Assert.Equal(subscription, copy.ApplicationProperties[EventCopy.Subscription]);
        Assert.Equal(0, copy.ApplicationProperties[EventCopy.Attempt]);
        Assert.Null(copy.DeadLetterReason);
        Assert.Contains(AnEvent.Confidential, $"{copy.Body}", StringComparison.Ordinal);
        Assert.Empty(await bus.PeekAsync(subscription));
    }

    [Fact]
    public async Task A_dead_letter_of_the_queue_of_copies_goes_there_again_with_all_attempts_before_it()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync(DeadLetteredBus.Retries, AnEvent.CopyOf("event-1", "identity", attempt: 10));

        CommandRun replay = await bus.RunAsync("replay", DeadLetteredBus.Retries, $"{number}");

        Assert.Equal(0, replay.ExitCode);
        ServiceBusReceivedMessage copy = Assert.Single(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
        Assert.NotEqual("copy-10-of-event-1", copy.MessageId);
        Assert.Equal("event-1", copy.ApplicationProperties[EventProperties.OriginalId]);
        Assert.Equal("identity", copy.ApplicationProperties[EventCopy.Subscription]);
        Assert.Equal(0, copy.ApplicationProperties[EventCopy.Attempt]);
        Assert.Empty(await bus.PeekAsync(DeadLetteredBus.Retries));
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("")]
    public async Task A_copy_for_no_subscription_of_this_app_stays_a_dead_letter(string subscription)
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        long number = await bus.DeadLetterAsync(DeadLetteredBus.Retries, AnEvent.CopyOf("event-1", subscription, attempt: 1));

        CommandRun replay = await bus.RunAsync("replay", DeadLetteredBus.Retries, $"{number}");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("names no subscription", replay.Output, StringComparison.Ordinal);
        Assert.Single(await bus.PeekAsync(DeadLetteredBus.Retries));
        Assert.Empty(await bus.PeekAsync(DeadLetteredBus.Retries, SubQueue.None));
    }

    [Fact]
    public async Task A_dead_letter_of_the_resend_queue_goes_back_to_that_queue_under_a_new_id()
    {
        await using DeadLetteredBus bus = await DeadLetteredBus.StartAsync();
        var resend = new ServiceBusMessage("{}") { MessageId = "series-1-1", Subject = "otp.resend", ContentType = "application/json", CorrelationId = "request-1" };
        long number = await bus.DeadLetterAsync(DeadLetteredBus.Resends, resend, "NoApiCredentials");

        CommandRun replay = await bus.RunAsync("replay", DeadLetteredBus.Resends, $"{number}");

        Assert.Equal(0, replay.ExitCode);
        ServiceBusReceivedMessage again = Assert.Single(await bus.PeekAsync(DeadLetteredBus.Resends, SubQueue.None));
        Assert.NotEqual("series-1-1", again.MessageId);
        Assert.Equal(("otp.resend", "application/json", "request-1", "{}"), (again.Subject, again.ContentType, again.CorrelationId, $"{again.Body}"));
        Assert.DoesNotContain(EventCopy.Subscription, again.ApplicationProperties.Keys);
        Assert.Empty(await bus.PeekAsync(DeadLetteredBus.Resends));
    }
}
