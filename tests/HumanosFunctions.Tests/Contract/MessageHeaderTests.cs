using System.Reflection;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The AsyncAPI document describes the properties that messages really have.</summary>
public sealed class MessageHeaderTests : IDisposable
{
    private static readonly ContractFile Document = ContractFile.Open("asyncapi.json");
    private static readonly SchemaNode ApplicationProperties = Document.Resolve("#/components/schemas/applicationProperties");
    private static readonly SchemaNode MessageProperties = Document.Resolve("#/components/schemas/messageProperties");
    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 20, 15, 30, TimeSpan.Zero);

    private readonly Sender _sender = new();

    public static TheoryData<string, string?> Deliveries
    {
        get
        {
            var rows = new TheoryData<string, string?>();
            foreach (string sample in Samples.Names)
            {
                rows.Add(sample, null);
                rows.Add(sample, "kyc");
            }

            return rows;
        }
    }

    public void Dispose() => _sender.Dispose();

    [Fact]
    public void The_described_properties_are_those_that_the_publisher_knows()
    {
        IEnumerable<string> known = typeof(EventProperties)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(name => (string)name.GetRawConstantValue()!);

        Assert.Equal(known.Order(), ApplicationProperties.Properties.Select(property => property.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void A_published_message_has_what_is_required_and_nothing_that_is_not_described(string sample, string? resource)
    {
        ServiceBusMessage message = Describe(Samples.Read(sample), resource);
        var properties = new JsonObject(message.ApplicationProperties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value.ToString())));
        var coverage = new SchemaCoverage(ApplicationProperties);
        coverage.Add(properties);

        Assert.All(message.ApplicationProperties.Values, value => Assert.IsType<string>(value));
        Assert.True(SchemaCheck.IsValid(ApplicationProperties, properties), properties.ToJsonString());
        Assert.Empty(coverage.Undescribed);
        Assert.True(SchemaCheck.IsValid(MessageProperties, MembersOf(message)));
    }

    [Fact]
    public void The_message_of_a_large_event_has_the_three_properties_of_its_blob_as_they_are_described()
    {
        EventMessage large = DescribeEvent(Samples.Read("2026-05-17/credential"), resource: null);
        string[] before = [.. large.Message.ApplicationProperties.Keys];

        large.UseClaimCheck($"{large.Id}.json");

        var properties = new JsonObject(large.Message.ApplicationProperties.Select(property =>
            KeyValuePair.Create(property.Key, property.Value is long number ? JsonValue.Create(number) : (JsonNode?)(string)property.Value)));
        Assert.Equal("{}", large.Message.Body.ToString());
        Assert.Equal(["claimcheck_blob", "claimcheck_length", "claimcheck_sha256"], properties.Select(property => property.Key).Except(before));
        Assert.True(SchemaCheck.IsValid(ApplicationProperties, properties), properties.ToJsonString());
    }

    [Fact]
    public void A_message_about_nothing_known_has_all_that_is_required_and_no_more()
    {
        ServiceBusMessage message = Describe("{}"u8.ToArray(), resource: null);

        Assert.Equal(
            ApplicationProperties.Schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).Order(),
            message.ApplicationProperties.Keys.Order());
        Assert.True(SchemaCheck.IsValid(MessageProperties, MembersOf(message)));
    }

    private ServiceBusMessage Describe(byte[] json, string? resource) => DescribeEvent(json, resource).Message;

    private EventMessage DescribeEvent(byte[] json, string? resource)
    {
        DecryptedEvent decrypted = _sender.Open(_sender.Seal(json, SignedAt), SignedAt);
        return EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource, SignedAt.AddSeconds(1.5));
    }

    private static JsonObject MembersOf(ServiceBusMessage message)
    {
        JsonObject members = new() { ["message-id"] = message.MessageId, ["subject"] = message.Subject, ["content-type"] = message.ContentType };
        if (message.CorrelationId is { } request)
        {
            members["correlation-id"] = request;
        }

        return members;
    }
}
