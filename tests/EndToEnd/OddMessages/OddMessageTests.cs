using Azure.Messaging.ServiceBus;
using EndToEnd.Serving;
using LocalServiceBus;
using Microsoft.Azure.Amqp;

namespace EndToEnd.OddMessages;

/// <summary>Messages of every kind that AMQP allows stop neither a processor nor a command.</summary>
public sealed class OddMessageTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private const string Topic = "humanos-events";

    [Fact]
    public async Task Each_is_dead_lettered_at_once_and_every_command_goes_on()
    {
        await using RawAmqpSender sender = await RawAmqpSender.OpenAsync(ingestor.ConnectionString, Topic);
        foreach ((string name, object? value) in OddMessage.Properties)
        {
            await sender.SendAsync(OddMessage.WithProperty(name, value));
        }

        await sender.SendAsync(OddMessage.ValueBody());
        await sender.SendAsync(OddMessage.SequenceBody());

        // The SDK cannot read a map as a property: no function ever gets this one.
        await sender.SendAsync(OddMessage.Unreadable("map"));
        await using ServiceBusReceiver dead = ingestor.ServiceBus.CreateReceiver(Topic, "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await Eventually.IsTrueAsync(async () => (await dead.PeekMessagesAsync(100, 0)).Count == OddMessage.Properties.Count + 2, "all that can be read are dead letters");

        CommandResult listed = await RunAsync("dlq", "list", "credential");
        Assert.Equal(OddMessage.Properties.Count, Rows(listed, "NoCloudEvent"));
        Assert.Equal(2, Rows(listed, "ForeignBody"));

        CommandResult peeked = await RunAsync("events", "peek", "audit");
        Assert.Contains(peeked.Lines, line => line.Contains("cannot read its properties", StringComparison.Ordinal));
        Assert.Equal(1, peeked.ExitCode);

        CommandResult replayed = await RunAsync("dlq", "replay", "credential", "--all");
        Assert.Contains(replayed.Lines, line => line.EndsWith($"of {OddMessage.Properties.Count + 2} replayed to humanos-retry.", StringComparison.Ordinal));
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
        AmqpMessage readable = OddMessage.WithProperty("expires", "text");
        AmqpMessage map = OddMessage.Unreadable("expires too");
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

    private Task<CommandResult> RunAsync(params string[] arguments) => RunOnAsync(ingestor.ConnectionString, arguments);

    private static async Task<CommandResult> RunOnAsync(string connectionString, params string[] arguments)
    {
        await using LocalProcess command = LocalProcess.Start([.. arguments, "--connection", connectionString]);
        return new CommandResult(await command.WaitForExitAsync(), command.Lines);
    }

    private sealed record CommandResult(int ExitCode, IReadOnlyCollection<string> Lines);
}
