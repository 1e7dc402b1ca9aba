using System.Text;
using Azure.Messaging.ServiceBus;
using EndToEnd.Serving;
using LocalServiceBus;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace EndToEnd.OddMessages;

/// <summary>Messages of every kind that AMQP allows stop neither a processor nor a command.</summary>
public sealed class OddMessageTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private const string Topic = "humanos-events";

    private static readonly Dictionary<string, object?> Readable = new()
    {
        ["list"] = new List<object> { 1, "two" },
        ["null"] = null,
        ["decimal"] = 1.5m,
        ["uuid"] = Guid.Parse("6f1c1c0e-0000-4000-8000-000000000001"),
        ["symbol"] = new AmqpSymbol("s"),
        ["described"] = new DescribedType(new AmqpSymbol("invented:type"), "value"),
        ["char"] = 'c',
        ["timestamp"] = new DateTime(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc),
        ["binary"] = new ArraySegment<byte>([1, 2, 3]),
        ["array"] = new[] { 1, 2 },
        ["long"] = long.MinValue,
        ["control characters"] = "a\u001b[31m\nb\u202ec",
    };

    [Fact]
    public async Task Each_is_dead_lettered_at_once_and_every_command_goes_on()
    {
        await using RawAmqpSender sender = await RawAmqpSender.OpenAsync(ingestor.ConnectionString, Topic);
        foreach ((string name, object? value) in Readable)
        {
            await sender.SendAsync(Message(name, new Data { Value = Json() }, value));
        }

        await sender.SendAsync(Message("value body", new AmqpValue { Value = "{}" }));
        await sender.SendAsync(Message("sequence body", new AmqpSequence(new List<object> { 1, 2 })));

        // The SDK cannot read a map as a property: no function ever gets this one.
        await sender.SendAsync(Message("map", new Data { Value = Json() }, new AmqpMap { [new MapKey("a")] = 1 }));
        await using ServiceBusReceiver dead = ingestor.ServiceBus.CreateReceiver(Topic, "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await Eventually.IsTrueAsync(async () => (await dead.PeekMessagesAsync(100, 0)).Count == Readable.Count + 2, "all that can be read are dead letters");

        CommandResult listed = await RunAsync("dlq", "list", "credential");
        Assert.Equal(Readable.Count, Rows(listed, "NoCloudEvent"));
        Assert.Equal(2, Rows(listed, "ForeignBody"));

        CommandResult peeked = await RunAsync("events", "peek", "audit");
        Assert.Contains(peeked.Lines, line => line.Contains("cannot read its properties", StringComparison.Ordinal));
        Assert.Equal(1, peeked.ExitCode);

        CommandResult replayed = await RunAsync("dlq", "replay", "credential", "--all");
        Assert.Contains(replayed.Lines, line => line.EndsWith($"of {Readable.Count + 2} replayed to humanos-retry.", StringComparison.Ordinal));
        Assert.All(listed.Lines.Concat(peeked.Lines).Concat(replayed.Lines), line => Assert.DoesNotContain('\u001b', line));
    }

    // The summary by reason is not counted.
    private static int Rows(CommandResult listed, string reason) =>
        listed.Lines.Count(line => line.StartsWith("credential", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public async Task A_dead_letter_that_the_SDK_cannot_read_is_shown_as_such_and_the_others_are_purged()
    {
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Load(WhereExpiredMessagesAreDeadLettered()) });
        await using RawAmqpSender sender = await RawAmqpSender.OpenAsync(broker.ConnectionString, Topic);
        AmqpMessage readable = Message("expires", new Data { Value = Json() });
        AmqpMessage map = Message("expires too", new Data { Value = Json() }, new AmqpMap { [new MapKey("a")] = 1 });
        foreach (AmqpMessage message in new[] { readable, map })
        {
            // Nothing receives them, so that the broker dead-letters them when their time is over.
            message.Properties.Subject = "nobody processes this";
            message.Header.Ttl = 1;
            await sender.SendAsync(message);
        }

        await Eventually.IsTrueAsync(
            async () => (await RunOnAsync(broker.ConnectionString, "dlq", "list", "audit")).Lines is { } lines
                && lines.Any(line => line.Contains("Unreadable", StringComparison.Ordinal)) && lines.Any(line => line.Contains("TTLExpiredException", StringComparison.Ordinal)),
            "both are listed");

        CommandResult purged = await RunOnAsync(broker.ConnectionString, "dlq", "purge", "audit", "--all", "--yes");

        Assert.Contains(purged.Lines, line => line.Contains("1 of 2 deleted", StringComparison.Ordinal));
        Assert.Contains(purged.Lines, line => line.Contains("cannot read its properties", StringComparison.Ordinal));
        Assert.Equal(1, purged.ExitCode);
    }

    private static string WhereExpiredMessagesAreDeadLettered()
    {
        string topology = File.ReadAllText(RepositoryFiles.Path("infra", "servicebus.json"));
        string file = Path.GetTempFileName();
        File.WriteAllText(file, topology.Replace("\"DeadLetteringOnMessageExpiration\": false", "\"DeadLetteringOnMessageExpiration\": true", StringComparison.Ordinal));
        return file;
    }

    private static AmqpMessage Message(string id, Data body, object? odd) => With(Message(id, body), odd);

    private static AmqpMessage Message(string id, Data body) => Described(AmqpMessage.Create(body), id);

    private static AmqpMessage Message(string id, AmqpValue body) => Described(AmqpMessage.Create(body), id);

    private static AmqpMessage Message(string id, AmqpSequence body) => Described(AmqpMessage.Create([body]), id);

    private static AmqpMessage Described(AmqpMessage message, string id)
    {
        (message.Properties.MessageId, message.Properties.Subject, message.Properties.ContentType) = (id, "credential", "application/json");
        message.MessageAnnotations.Map[new AmqpSymbol("invented-annotation")] = new List<object> { 1 };
        return message;
    }

    private static AmqpMessage With(AmqpMessage message, object? odd)
    {
        message.ApplicationProperties.Map[new MapKey("odd")] = odd!;
        return message;
    }

    private static ArraySegment<byte> Json() => new(Encoding.UTF8.GetBytes("{}"));

    private Task<CommandResult> RunAsync(params string[] arguments) => RunOnAsync(ingestor.ConnectionString, arguments);

    private static async Task<CommandResult> RunOnAsync(string connectionString, params string[] arguments)
    {
        await using LocalProcess command = LocalProcess.Start([.. arguments, "--connection", connectionString]);
        return new CommandResult(await command.WaitForExitAsync(), command.Lines);
    }

    private sealed record CommandResult(int ExitCode, IReadOnlyCollection<string> Lines);
}
