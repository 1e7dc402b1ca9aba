using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

public abstract class DuplicateTests(ServedIngestor ingestor)
{
    [Fact]
    public async Task A_delivery_posted_a_hundred_times_encrypted_and_signed_anew_is_one_message()
    {
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        UniqueSample marker = UniqueSample.Of("2026-05-17/credential");
        DateTimeOffset now = DateTimeOffset.UtcNow;

        string[] messageIds = await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, now.AddMilliseconds(-number)))));

        string messageId = Assert.Single(messageIds.Distinct());

        // The subscription keeps order: once the marker is there, no second copy can still be on its way.
        await ingestor.Audit.WaitForAsync(await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(marker.Json, now)));
        Assert.Single(ingestor.Audit.WithId(messageId));
    }

    [Fact]
    public async Task Two_failures_without_a_time_of_their_own_stay_two_events()
    {
        UniqueSample sample = UniqueSample.Of("2026-05-17/otp.failed");
        DateTimeOffset now = DateTimeOffset.UtcNow;

        string first = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, now));
        string second = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, now.AddSeconds(-1)));

        Assert.NotEqual(first, second);
        await ingestor.Audit.WaitForAsync(first);
        await ingestor.Audit.WaitForAsync(second);
        await Eventually.IsTrueAsync(
            async () => (await ingestor.Http.StoredAsync(ingestor.Api, sample.RequestId))?.GetProperty("otpFailures").GetArrayLength() == 2,
            "both failures are stored");
    }
}

[Collection(ServedCollection.Name)]
public sealed class InProcessDuplicateTests(ServedIngestor ingestor) : DuplicateTests(ingestor);

[Collection(ServedWorkerCollection.Name)]
public sealed class WorkerDuplicateTests(ServedWorker ingestor) : DuplicateTests(ingestor);
