using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Tests.Processing.Retrying;

public sealed class EventCopyTests
{
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
}
