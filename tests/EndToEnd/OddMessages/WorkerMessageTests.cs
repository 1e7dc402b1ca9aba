using Azure.Messaging.ServiceBus;
using EndToEnd.InProcess;
using EndToEnd.Serving;
using Microsoft.Extensions.Logging;

namespace EndToEnd.OddMessages;

/// <summary>With the app's real worker, whatever the SDK can read reaches the function, which dead-letters it at once with its own reason.</summary>
public sealed class WorkerMessageTests
{
    [Theory]
    [InlineData("credential", "credential")]
    [InlineData("identity", "identity")]
    [InlineData("otp-failed", "otp.failed")]
    public async Task Each_is_dead_lettered_on_its_first_delivery_with_its_own_reason(string subscription, string subject)
    {
        var log = new RecordedOutput();
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(
            new InProcessChanges { Host = FunctionsHost.Worker, Logging = logging => logging.AddProvider(log) });
        await using RawAmqpSender sender = await RawAmqpSender.OpenAsync(ingestor.Broker.ConnectionString, "humanos-events");
        foreach ((string name, object? value) in OddMessage.Properties)
        {
            await sender.SendAsync(OddMessage.WithProperty(name, value, subject));
        }

        await sender.SendAsync(OddMessage.ValueBody(subject));
        await sender.SendAsync(OddMessage.SequenceBody(subject));
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusReceiver dead = client.CreateReceiver("humanos-events", subscription, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await Eventually.IsTrueAsync(
            async () => (await dead.PeekMessagesAsync(100, 0)).Count == OddMessage.Properties.Count + 2, "all are dead letters", TimeSpan.FromMinutes(1));

        IReadOnlyList<ServiceBusReceivedMessage> letters = await dead.PeekMessagesAsync(100, 0);
        IEnumerable<string> expected =
        [
            .. OddMessage.Properties.Keys.Select(name => $"{name} {subject}: NoCloudEvent, failed 0 times"),
            $"value body {subject}: ForeignBody, failed 0 times",
            $"sequence body {subject}: ForeignBody, failed 0 times",
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            letters.Select(letter => $"{letter.MessageId}: {letter.DeadLetterReason}, failed {letter.DeliveryCount} times").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(log.Everything, line => line.Contains("failed on delivery", StringComparison.Ordinal));
    }
}
