using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Publishing;

public sealed class EventMessageTests : IDisposable
{
    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 20, 15, 30, TimeSpan.Zero);
    private static readonly DateTimeOffset ReceivedAt = SignedAt.AddSeconds(1.5);

    private readonly Sender _sender = new();

    public void Dispose() => _sender.Dispose();

    [Fact]
    public void The_body_is_the_plaintext_byte_for_byte()
    {
        byte[] json = "{ \"eventType\" : \"credential\",\r\n\"decisionDate\":\"2026-06-01T20:15:00Z\", \"x\": \"\\u00e9é\" }"u8.ToArray();

        ServiceBusMessage message = Describe(json).Message;

        Assert.Equal(json, message.Body.ToArray());
        Assert.Equal("application/json", message.ContentType);
    }

    [Fact]
    public void An_event_with_a_time_of_its_own_is_identified_by_its_plaintext_alone()
    {
        byte[] json = Samples.Read("2026-05-17/credential");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(json)), Describe(json).Id);
        Assert.Equal(Describe(json).Id, Describe(json, SignedAt.AddSeconds(1)).Id);
    }

    [Theory]
    [InlineData("2026-05-17/otp.failed")]
    [InlineData("2026-05-17/test")]
    public void An_event_without_one_is_identified_by_plaintext_and_signed_timestamp(string sample)
    {
        byte[] json = Samples.Read(sample);
        byte[] both = [.. json, .. Encoding.ASCII.GetBytes(Sender.Milliseconds(SignedAt))];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(both)), Describe(json).Id);
        Assert.NotEqual(Describe(json).Id, Describe(json, SignedAt.AddSeconds(1)).Id);
    }

    [Theory]
    [InlineData("01.06.2026 12:00")]
    [InlineData("yesterday")]
    public void The_same_identity_means_the_same_time(string unreadable)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""{"eventType":"credential","decisionDate":"{{unreadable}}"}""");
        EventMessage one = Describe(json);
        EventMessage later = Describe(json, SignedAt.AddSeconds(1));

        Assert.NotEqual(one.Message.ApplicationProperties["cloudEvents_time"], later.Message.ApplicationProperties["cloudEvents_time"]);
        Assert.NotEqual(one.Id, later.Id);
        Assert.Equal(one.Id, Describe(json).Id);
    }

    [Fact]
    public void The_properties_are_those_of_a_CloudEvent_and_ours()
    {
        EventMessage described = Describe(Samples.Read("2026-05-17/identity"), resource: "kyc");

        Assert.Equal("identity", described.Message.Subject);
        Assert.Equal("68c5a1b2c3d4e5f678901234", described.Message.CorrelationId);
        Assert.Equal(described.Id, described.Message.MessageId);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["cloudEvents_specversion"] = "1.0",
                ["cloudEvents_id"] = described.Id,
                ["cloudEvents_source"] = "did:web:humanos.tech:issuer-uuid",
                ["cloudEvents_type"] = "identity",
                ["cloudEvents_time"] = "2026-06-01T20:15:00Z",
                ["cloudEvents_subject"] = "68c5a1b2c3d4e5f678901234",
                ["humanos_api_version"] = "2026-05-17",
                ["humanos_event_type"] = "identity",
                ["humanos_signed_at"] = "2026-06-01T20:15:30Z",
                ["humanos_received_at"] = "2026-06-01T20:15:31.5Z",
                ["humanos_resource"] = "kyc",
            },
            described.Message.ApplicationProperties);
    }

    [Fact]
    public void An_event_that_says_nothing_of_itself_is_still_a_valid_message()
    {
        EventMessage described = Describe("{}"u8.ToArray());

        Assert.Equal("unknown", described.Message.Subject);
        Assert.Null(described.Message.CorrelationId);
        Assert.Equal("unknown", described.Message.ApplicationProperties["cloudEvents_type"]);
        Assert.Equal("urn:humanos:issuer:unnamed", described.Message.ApplicationProperties["cloudEvents_source"]);
        Assert.Equal("2026-06-01T20:15:30Z", described.Message.ApplicationProperties["cloudEvents_time"]);
        Assert.Equal("2026-06-01T20:15:30Z", described.Message.ApplicationProperties["humanos_signed_at"]);
        Assert.DoesNotContain("cloudEvents_subject", described.Message.ApplicationProperties);
        Assert.DoesNotContain("humanos_resource", described.Message.ApplicationProperties);
    }

    public static TheoryData<string, bool> Resources => new()
    {
        { new string('k', 256), true },
        { new string('k', 257), false },
        { "k\u0000yc", false },
        { "k\nyc", false },
        { "k\u202Eyc", false },
        { "k\uD800yc", false },
        { string.Empty, false },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public void The_label_of_the_address_is_left_out_if_it_is_no_valid_short_text(string resource, bool isKept)
    {
        EventMessage described = Describe(Samples.Read("2026-05-17/identity"), resource: resource);

        Assert.Equal(isKept ? [resource] : [], described.Message.ApplicationProperties.Where(property => property.Key == "humanos_resource").Select(property => property.Value));
    }

    public static TheoryData<string> AllSamples => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void No_property_of_a_sample_holds_personal_data(string sample)
    {
        ServiceBusMessage message = Describe(Samples.Read(sample)).Message;
        string everythingBesideTheBody = string.Join('\n', message.ApplicationProperties.Values.Append(message.Subject).Append(message.CorrelationId));

        Assert.All(PersonalData.In(message.Body.ToMemory()), value => Assert.DoesNotContain(value, everythingBesideTheBody, StringComparison.Ordinal));
    }

    private EventMessage Describe(byte[] json, DateTimeOffset? signedAt = null, string? resource = null)
    {
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(json, signedAt ?? SignedAt), SignedAt);
        return EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource, ReceivedAt);
    }
}
