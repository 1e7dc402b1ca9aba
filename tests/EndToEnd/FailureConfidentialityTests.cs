using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Raw;

namespace EndToEnd;

/// <summary>Whatever fails, nothing that can be watched speaks of a person or holds a secret in any spelling.</summary>
public sealed class FailureConfidentialityTests : IAsyncLifetime
{
    // Each failure has really happened.
    private static readonly string[] Reasons =
    [
        "WithoutSecrets", "SignatureMissing", "SignatureMalformed", "SignatureMismatch", "TimestampMissing", "TimestampMalformed",
        "TimestampTooOld", "TimestampInFuture", "NoKeyFits", "NotAnObject", "TooLarge", "NotPublished", "ForeignContentType",
    ];

    private WatchedIngestor _watched = null!;

    // A folder stands where the database file should be: no event can be stored.
    public async Task InitializeAsync() => _watched = await WatchedIngestor.StartAsync(
        ("Humanos:PublishTimeout", "00:00:02"), ("Humanos:SqlitePath", AppContext.BaseDirectory));

    public async Task DisposeAsync() => await _watched.DisposeAsync();

    [Fact]
    public async Task No_failure_tells_anything_of_a_person_or_a_secret()
    {
        _watched.Vault.Gate.IsDown = true;
        Assert.Equal(503, await _watched.PostAsync(Good("2026-05-17/credential")));
        _watched.Vault.Gate.IsDown = false;
        await Eventually.IsTrueAsync(async () => await _watched.PostAsync(Good("2026-05-17/identity")) == 200, "the vault is asked again");
        foreach (string sample in Samples.Names)
        {
            await PostWholeAndBrokenAsync(UniqueSample.Of(sample).Json);
        }

        await BreakOffAsync();
        await SendAsAStrangerAsync();
        await Eventually.IsTrueAsync(() => _watched.Logged("SqliteException"), "storing has failed");
        await _watched.Ingestor.Broker.StopAsync();
        Assert.Equal(503, await _watched.PostAsync(Good("2026-05-17/otp.failed")));

        string everything = _watched.Everything;
        Assert.All(Reasons, reason => Assert.Contains(reason, everything, StringComparison.Ordinal));
        Assert.Empty(Confidential.In(everything));
        Assert.DoesNotContain("a stranger's text", everything, StringComparison.Ordinal);
    }

    private SealedDelivery Good(string sample) => _watched.Ingestor.Sender.Seal(UniqueSample.Of(sample).Json, DateTimeOffset.UtcNow);

    private async Task PostWholeAndBrokenAsync(byte[] json)
    {
        Assert.Equal(200, await _watched.PostAsync(_watched.Ingestor.Sender.Seal(json, DateTimeOffset.UtcNow)));
        foreach (SealedDelivery broken in BrokenDeliveries.Of(json, _watched.Ingestor.Sender))
        {
            Assert.InRange(await _watched.PostAsync(broken), 400, 500);
        }
    }

    // The host waits for the body, and gives it up.
    private async Task BreakOffAsync()
    {
        SealedDelivery good = Good("2026-05-17/credential");
        string[] headers = [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}", $"Content-Length: {good.Body.Length}"];
        Assert.Equal(408, await new RawRequest(_watched.Ingestor.Webhook).SendAsync(headers, good.Body[..50]));
    }

    private async Task SendAsAStrangerAsync()
    {
        await using ServiceBusClient client = _watched.Ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage("a stranger's text") { Subject = "credential", ContentType = "text/plain" });
        await Eventually.IsTrueAsync(() => _watched.Logged("ForeignContentType"), "the stranger's message is dead-lettered");
    }
}
