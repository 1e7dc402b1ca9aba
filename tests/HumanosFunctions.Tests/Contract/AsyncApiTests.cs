using System.Text.Json.Nodes;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The AsyncAPI document names the channels of the topology and the messages of the payload schemas.</summary>
public sealed class AsyncApiTests
{
    private static readonly ContractFile Document = ContractFile.Open("asyncapi.json");

    private static readonly JsonObject Topic = JsonNode
        .Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "servicebus.json")))!["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!.AsObject();

    private static JsonObject Messages => Document.Root["components"]!["messages"]!.AsObject();

    private static JsonObject Channels => Document.Root["channels"]!.AsObject();

    [Fact]
    public void The_examples_are_the_samples()
    {
        JsonNode[] examples = [.. Messages.SelectMany(message => message.Value!["examples"]?.AsArray() ?? []).Select(example => example!)];

        Assert.Equal(Samples.Names, examples.Select(Name).Order(StringComparer.Ordinal));
        Assert.All(examples, example => Assert.True(JsonNode.DeepEquals(Payload.Of(Name(example)).Json, example["payload"])));
    }

    [Fact]
    public void Every_example_stands_with_the_schema_and_the_subject_of_its_payload() =>
        Assert.All(Payload.All, payload =>
        {
            JsonNode message = Messages[$"{payload.Version}.{payload.EventType}"]!;
            Assert.Contains(payload.Sample, message["examples"]!.AsArray().Select(example => Name(example!)));
            Assert.Equal(payload.SchemaName, message["payload"]!["schema"]!["$ref"]!.GetValue<string>());
            Assert.Equal(RoutingKey.For(payload.EventType), message["x-subject"]!.GetValue<string>());
        });

    [Fact]
    public void The_channels_are_the_topic_and_its_subscriptions()
    {
        string topic = Topic["Name"]!.GetValue<string>();
        IEnumerable<string> addresses = Topic["Subscriptions"]!.AsArray().Select(subscription => $"{topic}/Subscriptions/{subscription!["Name"]}");

        Assert.Equal(addresses.Prepend(topic), Channels.Select(channel => channel.Value!["address"]!.GetValue<string>()));
    }

    [Fact]
    public void The_topic_carries_every_message_and_a_subscription_those_that_its_filter_lets_through()
    {
        Assert.Equal(Messages.Select(message => message.Key), MessagesOf(Topic["Name"]!.GetValue<string>()));
        Assert.All(Topic["Subscriptions"]!.AsArray(), subscription =>
        {
            string? filter = subscription!["Rules"]!.AsArray().SingleOrDefault()?["Properties"]!["CorrelationFilter"]!["Label"]!.GetValue<string>();
            IEnumerable<string> passing = Messages
                .Where(message => filter is null || message.Value!["x-subject"]?.GetValue<string>() == filter)
                .Select(message => message.Key);
            Assert.Equal(passing, MessagesOf(subscription["Name"]!.GetValue<string>()));
        });
    }

    [Fact]
    public void There_is_one_operation_a_channel()
    {
        IEnumerable<string> used = Document.Root["operations"]!.AsObject().Select(operation => operation.Value!["channel"]!["$ref"]!.GetValue<string>());

        Assert.Equal(Channels.Select(channel => $"#/channels/{channel.Key}"), used);
    }

    private static IEnumerable<string> MessagesOf(string channel) => Channels[channel]!["messages"]!.AsObject().Select(message =>
    {
        Assert.Equal($"#/components/messages/{message.Key}", message.Value!["$ref"]!.GetValue<string>());
        return message.Key;
    });

    private static string Name(JsonNode example) => example["name"]!.GetValue<string>();
}
