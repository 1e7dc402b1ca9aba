using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using LocalServiceBus;
using Microsoft.Data.Sqlite;

namespace EndToEnd;

/// <summary>The process is killed in the worst moments; what was accepted has effect, and has it once.</summary>
public abstract class CrashTests(FunctionsHost host)
{
    private const string Retries = "humanos-retry";
    private const string Identity = "humanos-events/Subscriptions/identity";

    [Fact]
    public async Task An_event_in_the_middle_of_its_processing_comes_back_when_the_lock_is_over()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(host);
        UniqueSample sample = await WithAStoreAsync(ingestor);

        await using (SqliteConnection _ = ingestor.LockStore())
        {
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
            await Eventually.IsTrueAsync(() => ingestor.Broker.Statistics(Identity).Locked == 1, "the processor holds the message");
            await ingestor.Process.KillAsync();
        }

        await ingestor.StartAgainAsync();
        await AssertStoredOnceAsync(ingestor, sample);
    }

    [Fact]
    public async Task A_copy_that_was_sent_before_its_message_was_completed_has_no_second_effect()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(host);
        UniqueSample sample = await WithAStoreAsync(ingestor);

        await using (SqliteConnection _ = ingestor.LockStore())
        {
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
            ingestor.Broker.Faults.LoseAcknowledgements();
            await Eventually.IsTrueAsync(() => ingestor.Broker.TopicStatistics(Retries).Accepted == 1, "the broker has the copy", TimeSpan.FromMinutes(1));
            Assert.Equal(1, ingestor.Broker.Statistics(Identity).Locked);
            await ingestor.Process.KillAsync();
        }

        ingestor.Broker.Faults.Clear();
        await ingestor.StartAgainAsync();
        await AssertStoredOnceAsync(ingestor, sample);
        Assert.Equal(1, ingestor.Broker.Statistics(Retries).Completed);
    }

    // The first event makes the database file.
    private static async Task<UniqueSample> WithAStoreAsync(KillableIngestor ingestor)
    {
        UniqueSample first = UniqueSample.Of("2026-05-17/identity");
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(first.Json, DateTimeOffset.UtcNow));
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, first.RequestId);
        await Eventually.IsTrueAsync(() => ingestor.Broker.Statistics(Identity).Completed == 1, "it is completed");
        return UniqueSample.Of("2026-05-17/identity");
    }

    private static async Task AssertStoredOnceAsync(KillableIngestor ingestor, UniqueSample sample)
    {
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        await Eventually.IsTrueAsync(
            () => IsEmpty(ingestor.Broker.Statistics(Identity)) && IsEmpty(ingestor.Broker.Statistics(Retries)), "nothing waits any more");
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("identities").GetArrayLength());
        Assert.Equal(1, stored.GetProperty("events").GetArrayLength());
        Assert.Equal(2, ingestor.Broker.Statistics(Identity).Completed);
        Assert.Equal(0, ingestor.Broker.Statistics(Identity).DeadLettered + ingestor.Broker.Statistics(Retries).DeadLettered);
    }

    private static bool IsEmpty(QueueStatistics queue) => queue.Active + queue.Locked + queue.Scheduled == 0;
}

public sealed class InProcessCrashTests() : CrashTests(FunctionsHost.InProcess);

public sealed class WorkerCrashTests() : CrashTests(FunctionsHost.Worker);
