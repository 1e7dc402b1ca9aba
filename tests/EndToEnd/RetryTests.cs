using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;
using LocalServiceBus;

namespace EndToEnd;

/// <summary>An event that cannot be processed now is processed later, and no other subscription sees that.</summary>
public abstract class RetryTests(FunctionsHost host) : IDisposable
{
    private const string Queue = "humanos-retry";
    private const string Credential = "humanos-events/Subscriptions/credential";

    // What was promised is "at least once": a message whose settlement is lost comes again, but not before its lock is over.
    private static readonly TimeSpan OnceMore = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json"))
        .Queues.Single(queue => queue.Name == Queue).Receive.LockDuration + Eventually.Limit;

    private static readonly (string, string) Soon = ("Humanos:RetryDelay", "00:00:00.05");

    // The archive asks the store too, whether a request was erased, and would send copies of its own.
    private static readonly (string, string) WithoutArchive = ("AzureWebJobs.Archive.Disabled", "true");

    private readonly BrokenStore _store = new();

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_can_never_be_stored_is_dead_lettered_after_the_last_attempt_and_still_names_the_original()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host, _store.Setting, Soon, ("Humanos:MaxRetries", "3"), WithoutArchive);
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");

        string messageId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        ServiceBusReceivedMessage dead = await DeadLetterAsync(ingestor);
        Assert.Equal("RetriesExhausted", dead.DeadLetterReason);
        Assert.StartsWith("SqliteException SqliteErrorCode ", dead.DeadLetterErrorDescription, StringComparison.Ordinal);
        Assert.Equal(sample.Json, dead.Body.ToArray());
        Assert.Equal(messageId, dead.ApplicationProperties["humanos_original_id"]);
        Assert.Equal(messageId, dead.ApplicationProperties["cloudEvents_id"]);
        Assert.Equal("credential", dead.ApplicationProperties["humanos_subscription"]);
        Assert.Equal(3, dead.ApplicationProperties["humanos_attempt"]);
        Assert.Equal(3, ingestor.Broker.TopicStatistics(Queue).Accepted);
    }

    [Fact]
    public async Task Other_subscriptions_see_an_event_once_however_often_one_of_them_tries()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host, _store.Setting, Soon, ("Humanos:MaxRetries", "2"));

        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow));

        await DeadLetterAsync(ingestor);
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        Assert.Equal(1, ingestor.Broker.Statistics("humanos-events/Subscriptions/audit").Enqueued);
        Assert.Equal(1, ingestor.Broker.Statistics(Credential).Enqueued);
        Assert.Equal(0, ingestor.Broker.Statistics("humanos-events/Subscriptions/identity").Enqueued);
        Assert.Equal(0, ingestor.Broker.Statistics("humanos-events/Subscriptions/otp-failed").Enqueued);
    }

    [Fact]
    public async Task Once_the_store_works_again_the_event_is_stored_once_and_no_copy_is_left()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host, _store.Setting, ("Humanos:RetryDelay", "00:00:00.2"));
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => ingestor.Broker.TopicStatistics(Queue).Accepted > 0, "a copy is sent");

        _store.Repair();

        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        await NothingWaitsAsync(ingestor.Broker);
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
        Assert.Equal(1, stored.GetProperty("events").GetArrayLength());
        Assert.Equal(0, ingestor.Broker.Statistics(Queue).DeadLettered);
    }

    [Fact]
    public async Task A_copy_for_no_subscription_of_ours_is_dead_lettered_with_a_reason()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host);
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender(Queue);

        await sender.SendMessageAsync(new ServiceBusMessage("{}") { Subject = "credential", ContentType = "application/json" });

        Assert.Equal("NoSubscription", (await DeadLetterAsync(ingestor)).DeadLetterReason);
    }

    private static async Task NothingWaitsAsync(DevelopmentBroker broker)
    {
        try
        {
            await Eventually.IsTrueAsync(() => IsEmpty(broker.Statistics(Queue)) && IsEmpty(broker.Statistics(Credential)), "nothing waits any more", OnceMore);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Still there: {broker.Statistics(Queue)} in the queue, {broker.Statistics(Credential)} in the subscription, after {broker.TopicStatistics(Queue)}.", late);
        }
    }

    private static bool IsEmpty(QueueStatistics queue) => queue.Active + queue.Locked + queue.Scheduled == 0;

    private static async Task<ServiceBusReceivedMessage> DeadLetterAsync(InProcessIngestor ingestor)
    {
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusReceiver deadLetters = client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException("Nothing is dead-lettered.");
    }
}

public sealed class InProcessRetryTests() : RetryTests(FunctionsHost.InProcess);

public sealed class WorkerRetryTests() : RetryTests(FunctionsHost.Worker);
