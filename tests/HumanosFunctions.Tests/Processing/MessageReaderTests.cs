using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Processing.Reading;

namespace HumanosFunctions.Tests.Processing;

public sealed class MessageReaderTests
{
    [Fact]
    public void A_message_of_ours_is_read_with_its_facts()
    {
        var read = Assert.IsType<MessageReading.Read>(MessageReader.Read(Message(), "credential"));

        Assert.IsType<CredentialEvent>(read.Event);
        Assert.Equal("event-1", read.Facts.EventId);
        Assert.Equal("request-1", read.Facts.RequestId);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero), read.Facts.OccurredAt);
    }

    [Fact]
    public void A_replay_has_the_identity_of_the_original() =>
        Assert.Equal("event-1", Assert.IsType<MessageReading.Read>(MessageReader.Read(Message(messageId: "another"), "credential")).Facts.EventId);

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public void Another_content_type_is_foreign(string? contentType) =>
        Assert.Equal("ForeignContentType", Foreign(Message(contentType: contentType)));

    [Theory]
    [InlineData("identity")]
    [InlineData(null)]
    public void A_subject_of_another_subscription_is_wrong(string? subject) =>
        Assert.Equal("WrongSubject", Foreign(Message(subject: subject)));

    [Theory]
    [InlineData("cloudEvents_id", null)]
    [InlineData("cloudEvents_id", 7)]
    [InlineData("cloudEvents_type", "")]
    [InlineData("cloudEvents_time", "yesterday")]
    [InlineData("cloudEvents_time", null)]
    public void A_message_without_the_properties_of_an_event_is_foreign(string property, object? value) =>
        Assert.Equal("NoCloudEvent", Foreign(Message(property: property, value: value)));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    public void A_body_that_is_no_JSON_object_is_foreign(string body) =>
        Assert.Equal("NoJsonObject", Foreign(Message(body: body)));

    private static string Foreign(ServiceBusReceivedMessage message) =>
        Assert.IsType<MessageReading.Foreign>(MessageReader.Read(message, "credential")).Reason;

    private static ServiceBusReceivedMessage Message(
        string body = """{"eventType":"credential"}""",
        string? messageId = "event-1",
        string? contentType = "application/json",
        string? subject = "credential",
        string? property = null,
        object? value = null)
    {
        var properties = new Dictionary<string, object>
        {
            ["cloudEvents_id"] = "event-1",
            ["cloudEvents_type"] = "credential",
            ["cloudEvents_time"] = "2026-06-01T12:00:00Z",
            ["cloudEvents_subject"] = "request-1",
        };
        if (property is not null)
        {
            properties.Remove(property);
            if (value is not null)
            {
                properties[property] = value;
            }
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString(body), messageId: messageId, contentType: contentType, subject: subject, properties: properties);
    }
}
