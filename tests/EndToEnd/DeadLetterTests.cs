using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>From a message that nobody can process to its replay, with the program's own commands beside a served ingestor.</summary>
public abstract partial class DeadLetterTests(ServedIngestor ingestor)
{
    [Fact]
    public async Task A_foreign_message_is_listed_shown_and_replayed_without_a_word_of_its_payload()
    {
        byte[] payload = UniqueSample.Of("2026-05-17/credential").Json;
        await SendForeignAsync(payload, "foreign-1");
        string line = await ListedAsync("foreign-1");
        string number = Number().Match(line).Groups["number"].Value;

        IReadOnlyCollection<string> shown = await RunAsync("show", "credential", number);
        IReadOnlyCollection<string> replayed = await RunAsync("replay", "credential", number);

        Assert.Contains("ForeignContentType", line, StringComparison.Ordinal);
        Assert.Contains("message id: foreign-1", shown);
        Assert.All(PersonalData.In(payload), value => Assert.DoesNotContain(value, string.Join('\n', [line, .. shown, .. replayed]), StringComparison.Ordinal));
        ServiceBusReceivedMessage copy = await CopyAsync("foreign-1");
        Assert.NotEqual("foreign-1", copy.MessageId);
        Assert.Equal("credential", copy.ApplicationProperties["humanos_subscription"]);
        Assert.Equal(payload, copy.Body.ToArray());
        Assert.Empty(await PeekAsync(ingestor.ServiceBus.CreateReceiver("humanos-events", "credential", new() { SubQueue = SubQueue.DeadLetter })));
    }

    private async Task SendForeignAsync(byte[] payload, string id)
    {
        await using ServiceBusSender sender = ingestor.ServiceBus.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage(payload) { MessageId = id, Subject = "credential", ContentType = "text/plain", ApplicationProperties = { ["cloudEvents_id"] = id } });
    }

    private async Task<string> ListedAsync(string id)
    {
        IReadOnlyCollection<string> lines = [];
        await Eventually.IsTrueAsync(
            async () => (lines = await RunAsync("list", "credential")).Any(line => line.Contains(id, StringComparison.Ordinal)),
            "the message is listed");
        return lines.Single(line => line.Contains(id, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyCollection<string>> RunAsync(params string[] arguments)
    {
        await using LocalProcess command = LocalProcess.Start(["dlq", .. arguments, "--connection", ingestor.ConnectionString]);
        Assert.Equal(0, await command.WaitForExitAsync());
        return command.Lines;
    }

    // The app itself reads that queue, and may have given the copy up again.
    private async Task<ServiceBusReceivedMessage> CopyAsync(string originalId)
    {
        ServiceBusReceivedMessage? copy = null;
        await Eventually.IsTrueAsync(
            async () => (copy = (await PeekRetriesAsync()).FirstOrDefault(message => Equals(message.ApplicationProperties["humanos_original_id"], originalId))) is not null,
            "the copy is in the queue");
        return copy!;
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekRetriesAsync() =>
    [
        .. await PeekAsync(ingestor.ServiceBus.CreateReceiver("humanos-retry")),
        .. await PeekAsync(ingestor.ServiceBus.CreateReceiver("humanos-retry", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter })),
    ];

    private static async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(ServiceBusReceiver receiver)
    {
        await using (receiver)
        {
            return await receiver.PeekMessagesAsync(100, 0);
        }
    }

    [GeneratedRegex(@"^credential +(?<number>\d+) ")]
    private static partial Regex Number();
}

public sealed class InProcessDeadLetterTests(ServedIngestor ingestor) : DeadLetterTests(ingestor), IClassFixture<ServedIngestor>;

public sealed class WorkerDeadLetterTests(ServedWorker ingestor) : DeadLetterTests(ingestor), IClassFixture<ServedWorker>;
