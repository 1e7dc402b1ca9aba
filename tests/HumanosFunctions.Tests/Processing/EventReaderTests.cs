using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing;

namespace HumanosFunctions.Tests.Processing;

public sealed class EventReaderTests
{
    [Fact]
    public void A_message_without_our_content_type_is_foreign() =>
        Assert.Equal("ForeignContentType", Foreign("text/plain", new() { ["cloudEvents_id"] = "1", ["cloudEvents_type"] = "credential" }));

    [Fact]
    public void A_message_without_content_type_is_foreign() =>
        Assert.Equal("ForeignContentType", Foreign(null, new() { ["cloudEvents_id"] = "1", ["cloudEvents_type"] = "credential" }));

    [Fact]
    public void A_message_without_an_event_id_is_foreign() =>
        Assert.Equal("NoCloudEvent", Foreign("application/json", new() { ["cloudEvents_type"] = "credential" }));

    [Fact]
    public void A_property_of_another_type_is_as_good_as_none() =>
        Assert.Equal("NoCloudEvent", Foreign("application/json", new() { ["cloudEvents_id"] = 7, ["cloudEvents_type"] = "credential" }));

    [Fact]
    public void A_replay_has_the_identity_of_the_original()
    {
        ServiceBusReceivedMessage replay = Message("application/json", new() { ["cloudEvents_id"] = "original", ["cloudEvents_type"] = "credential" });

        Assert.Equal("original", Assert.IsType<EventReading.Read>(EventReader.Read(replay, "credential")).Event.EventId);
        Assert.NotEqual("original", replay.MessageId);
    }

    private static string Foreign(string? contentType, Dictionary<string, object> properties) =>
        Assert.IsType<EventReading.Foreign>(EventReader.Read(Message(contentType, properties), "credential")).Reason;

    private static ServiceBusReceivedMessage Message(string? contentType, Dictionary<string, object> properties) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString("{}"), messageId: "another", contentType: contentType, properties: properties);
}
