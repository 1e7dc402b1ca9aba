using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Workers;

/// <summary>An invocation that is too large for the channel between host and worker fails alone.</summary>
public sealed class MessageSizeTests
{
    private const int Limit = 64 * 1024;

    private static readonly InProcessChanges Narrow = new() { Host = FunctionsHost.Worker, MaxMessageBytes = Limit };

    [Fact]
    public async Task Requests_up_to_the_limit_are_answered_by_their_function_and_larger_ones_are_413()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Narrow);
        var seen = new HashSet<int>();

        for (int bytes = Limit - 4096; bytes <= Limit + 1024; bytes += 256)
        {
            using HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, new ByteArrayContent(new byte[bytes]));
            seen.Add((int)answer.StatusCode);
        }

        Assert.Equal([401, 413], seen);
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_response_beyond_the_limit_fails_its_own_request_and_the_worker_goes_on()
    {
        var log = new RecordedOutput();
        InProcessChanges narrow = Narrow with { MaxMessageBytes = 8 * 1024, Logging = logging => logging.AddProvider(log) };
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(narrow);
        UniqueSample[] samples = [.. Enumerable.Range(0, 150).Select(_ => UniqueSample.Of("2026-05-17/otp.failed"))];
        foreach (UniqueSample sample in samples)
        {
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        }

        foreach (UniqueSample sample in samples)
        {
            await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        }

        using HttpResponseMessage all = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "requests?since=2000-01-01T00:00:00Z&top=1000"));
        using HttpResponseMessage one = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "requests?since=2000-01-01T00:00:00Z&top=1"));

        Assert.Equal((500, 200), ((int)all.StatusCode, (int)one.StatusCode));
        Assert.Single(log.Everything, line => line.Contains("exceeds the 8192 bytes that host and worker exchange", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Everything, line => line.Contains("The worker ended", StringComparison.Ordinal));
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_dead_lettered_and_the_others_are_processed()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Narrow);
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender("humanos-events");

        await sender.SendMessageAsync(new ServiceBusMessage(new byte[Limit]) { Subject = "credential", ContentType = "application/json" });

        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            "humanos-events", "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage? dead = await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("MaxDeliveryCountExceeded", dead?.DeadLetterReason);
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
    }
}
