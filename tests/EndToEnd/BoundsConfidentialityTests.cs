using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Raw;

namespace EndToEnd;

/// <summary>Failures of a delivery that take an arrangement of their own: they tell no more of a person or a secret than the others.</summary>
public sealed class BoundsConfidentialityTests
{
    [Fact]
    public async Task Deliveries_that_are_too_many_or_broken_off_tell_nothing()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync(
            ("Humanos:MaxConcurrentDeliveries", "1"), ("Humanos:PublishTimeout", "00:00:03"));
        SealedDelivery good = Good(watched);

        watched.Ingestor.Broker.Faults.LoseAcknowledgements();
        Task<int> waiting = watched.PostAsync(good);
        await Eventually.IsTrueAsync(() => watched.Ingestor.Broker.TopicStatistics("humanos-events").Accepted == 1, "the only place is taken");
        Assert.Equal(503, await watched.PostAsync(Good(watched)));
        Assert.Contains(await BreakOffAsync(watched, good), new[] { 0, 400 });
        Assert.Equal(503, await waiting);

        Assert.Contains("1 outcome=Unavailable reason=TooManyAtOnce", watched.Everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(watched.Everything));
    }

    [Fact]
    public async Task A_vault_that_fails_while_earlier_secrets_serve_tells_nothing()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync(("Humanos:SecretRefresh", "00:00:01"));
        Assert.Equal(200, await watched.PostAsync(Good(watched)));

        watched.Vault.Gate.IsDown = true;

        await Eventually.IsTrueAsync(
            async () =>
            {
                Assert.Equal(200, await watched.PostAsync(Good(watched)));
                return watched.Logged("Earlier secrets are in use: True");
            },
            "the vault is asked in vain");
        Assert.Contains("humanos.secrets.refresh 1 result=failed", watched.Everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(watched.Everything));
    }

    private static Task<int> BreakOffAsync(WatchedIngestor watched, SealedDelivery good) => new RawRequest(watched.Ingestor.Webhook).SendAsync(
        [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}", $"Content-Length: {good.Body.Length}"], good.Body[..50], closeSending: true);

    private static SealedDelivery Good(WatchedIngestor watched) =>
        watched.Ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
}
