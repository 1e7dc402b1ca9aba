using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Tests.Payloads;

namespace HumanosFunctions.Tests.Processing.Pipeline;

public sealed class MessageReaderTests
{
    private static readonly byte[] Json = """{"eventType":"credential"}"""u8.ToArray();

    private readonly HeldPayloads _bodies = new();

    [Fact]
    public async Task A_message_of_ours_is_read_with_its_facts()
    {
        var read = Assert.IsType<MessageReading.Read>(await ReadAsync(Message()));

        Assert.IsType<CredentialEvent>(read.Event);
        Assert.Equal("event-1", read.Facts.EventId);
        Assert.Equal("request-1", read.Facts.RequestId);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero), read.Facts.OccurredAt);
    }

    [Fact]
    public async Task A_replay_has_the_identity_of_the_original() =>
        Assert.Equal("event-1", Assert.IsType<MessageReading.Read>(await ReadAsync(Message(messageId: "another"))).Facts.EventId);

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Another_content_type_is_foreign(string? contentType) =>
        Assert.Equal("ForeignContentType", await ForeignAsync(Message(contentType: contentType)));

    [Theory]
    [InlineData("identity")]
    [InlineData(null)]
    public async Task A_subject_of_another_subscription_is_wrong(string? subject) =>
        Assert.Equal("WrongSubject", await ForeignAsync(Message(subject: subject)));

    [Theory]
    [InlineData("cloudEvents_id", null)]
    [InlineData("cloudEvents_id", 7)]
    [InlineData("cloudEvents_type", "")]
    [InlineData("cloudEvents_time", "yesterday")]
    [InlineData("cloudEvents_time", null)]
    public async Task A_message_without_the_properties_of_an_event_is_foreign(string property, object? value) =>
        Assert.Equal("NoCloudEvent", await ForeignAsync(Message(property: property, value: value)));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_no_JSON_object_is_foreign(string body) =>
        Assert.Equal("NoJsonObject", await ForeignAsync(Message(body: body)));

    [Fact]
    public async Task A_large_event_is_read_from_beside_its_message()
    {
        _bodies.Put("event-1.json", Json);

        Assert.IsType<CredentialEvent>(Assert.IsType<MessageReading.Read>(await ReadAsync(Claiming(Json))).Event);
    }

    [Fact]
    public async Task A_large_event_that_is_not_what_was_published_is_never_used()
    {
        _bodies.Put("event-1.json", """{"eventType":"identity"}"""u8.ToArray());

        Assert.Equal("ClaimCheckMismatch", await ForeignAsync(Claiming(Json)));
    }

    [Fact]
    public async Task A_claim_check_that_leads_out_of_its_container_is_foreign() =>
        Assert.Equal("ClaimCheckMalformed", await ForeignAsync(Claiming(Json, blob: "../quarantine/event-1.json")));

    [Fact]
    public async Task A_large_event_that_is_not_there_now_is_tried_again_later() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Claiming(Json)));

    private async Task<string> ForeignAsync(ServiceBusReceivedMessage message) =>
        Assert.IsType<MessageReading.Foreign>(await ReadAsync(message)).Reason;

    private Task<MessageReading> ReadAsync(ServiceBusReceivedMessage message) =>
        new MessageReader(_bodies).ReadAsync(message, "credential", CancellationToken.None);

    private static ServiceBusReceivedMessage Claiming(byte[] json, string blob = "event-1.json") => Message("{}", claim: new()
    {
        ["claimcheck_blob"] = blob,
        ["claimcheck_length"] = (long)json.Length,
        ["claimcheck_sha256"] = Convert.ToHexStringLower(SHA256.HashData(json)),
    });

    private static ServiceBusReceivedMessage Message(
        string body = """{"eventType":"credential"}""",
        string? messageId = "event-1",
        string? contentType = "application/json",
        string? subject = "credential",
        string? property = null,
        object? value = null,
        Dictionary<string, object>? claim = null)
    {
        var properties = new Dictionary<string, object>(claim ?? [])
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
