using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Tests.Processing.Retrying;

public sealed class EventCopyTests
{
    private static readonly DateTimeOffset Enqueued = new(2026, 6, 1, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void A_copy_has_body_and_properties_of_the_original_and_names_it()
    {
        ServiceBusReceivedMessage original = Messages.Credential();

        ServiceBusMessage copy = EventCopy.Of(original, "credential", attempt: 1);

        Assert.Equal(original.Body.ToArray(), copy.Body.ToArray());
        Assert.Equal((original.Subject, original.ContentType, original.CorrelationId), (copy.Subject, copy.ContentType, copy.CorrelationId));
        Assert.Equal(original.ApplicationProperties["cloudEvents_id"], copy.ApplicationProperties["cloudEvents_id"]);
        Assert.Equal("event-1", copy.ApplicationProperties["humanos_original_id"]);
        Assert.NotEqual(original.MessageId, copy.MessageId);
    }

    [Fact]
    public void The_same_copy_has_the_same_id_and_every_other_copy_another()
    {
        ServiceBusReceivedMessage message = Messages.Credential();
        string id = EventCopy.Of(message, "credential", attempt: 1).MessageId;

        Assert.Equal(id, EventCopy.Of(Messages.Credential(), "credential", attempt: 1).MessageId);
        Assert.NotEqual(id, EventCopy.Of(message, "credential", attempt: 2).MessageId);
        Assert.NotEqual(id, EventCopy.Of(message, "identity", attempt: 1).MessageId);
        Assert.NotEqual(id, EventCopy.Of(Messages.Credential(messageId: "another"), "credential", attempt: 1).MessageId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Where_an_original_has_no_id_its_place_in_the_queue_is_its_identity(string? none)
    {
        ServiceBusMessage copy = EventCopy.Of(Unnamed(none, 7, Enqueued), "credential", attempt: 0);

        Assert.Equal(copy.MessageId, EventCopy.Of(Unnamed(none, 7, Enqueued), "credential", attempt: 0).MessageId);
        Assert.NotEqual(copy.MessageId, EventCopy.Of(Unnamed(none, 8, Enqueued), "credential", attempt: 0).MessageId);
        Assert.NotEqual(copy.MessageId, EventCopy.Of(Unnamed(none, 7, Enqueued.AddMilliseconds(1)), "credential", attempt: 0).MessageId);
        Assert.Equal("7 of 2026-06-01T12:00:00.25Z", copy.ApplicationProperties["humanos_original_id"]);
    }

    [Fact]
    public void A_copy_of_a_published_message_is_the_same_each_time_and_does_not_hide_a_replay_of_the_message()
    {
        var published = new ServiceBusMessage("{}") { MessageId = "m" };
        ServiceBusReceivedMessage deadLetter = ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "m");

        string copy = EventCopy.OfPublished(published, "archive").MessageId;

        Assert.Equal(copy, EventCopy.OfPublished(published, "archive").MessageId);
        Assert.NotEqual(copy, EventCopy.Of(deadLetter, "archive", attempt: 0).MessageId);
    }

    [Fact]
    public void A_copy_of_a_copy_still_names_the_original_and_counts_on()
    {
        ServiceBusReceivedMessage copy = Messages.Credential("copy-2", ("humanos_original_id", "event-1"), ("humanos_attempt", 2));

        Assert.Equal("event-1", EventCopy.Of(copy, "credential", attempt: 3).ApplicationProperties["humanos_original_id"]);
        Assert.Equal(2, EventCopy.AttemptOf(copy));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData("7")]
    public void Where_no_count_can_be_read_the_attempts_begin_anew(object? attempt) =>
        Assert.Equal(0, EventCopy.AttemptOf(Messages.Credential("copy", ("humanos_attempt", attempt))));

    [Fact]
    public void The_brokers_words_on_a_dead_letter_are_not_carried_on()
    {
        ServiceBusReceivedMessage dead = Messages.Credential("dead", ("DeadLetterReason", "RetriesExhausted"), ("DeadLetterErrorDescription", "IOException"));

        Assert.DoesNotContain(EventCopy.Of(dead, "credential", attempt: 0).ApplicationProperties.Keys, name => name.StartsWith("DeadLetter", StringComparison.Ordinal));
    }

    private static ServiceBusReceivedMessage Unnamed(string? none, long sequenceNumber, DateTimeOffset enqueued) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: none, sequenceNumber: sequenceNumber, enqueuedTime: enqueued);
}
