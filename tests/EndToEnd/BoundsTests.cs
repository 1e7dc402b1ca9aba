using System.Diagnostics.Metrics;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Raw;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>Senders that are slow or many take nothing from the others for long.</summary>
public sealed class BoundsTests
{
    private static readonly (string, string)[] Tight =
    [
        ("Humanos:MaxConcurrentDeliveries", "2"),
        ("Humanos:PublishTimeout", "00:00:01"),
        ("Humanos:DeliveryTimeout", "00:00:04"),
    ];

    [Fact]
    public async Task Slow_bodies_fill_the_places_others_are_503_at_once_and_the_places_are_free_again_when_their_time_is_over()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(Tight);
        using var seen = new RecordedMeasurements(ingestor.Services.GetRequiredService<IMeterFactory>());
        SealedDelivery good = ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
        Task<int>[] slow = [.. Enumerable.Range(0, 2).Select(_ => SendHalfAsync(ingestor, good))];
        await Eventually.IsTrueAsync(() => seen.Of("humanos.deliveries.in_hand").Count == 2, "both are in hand");

        using (HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, good))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using (HttpResponseMessage health = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health")))
        {
            Assert.Equal(200, (int)health.StatusCode);
        }

        Assert.All(await Task.WhenAll(slow), status => Assert.Equal(400, status));
        await ingestor.Http.DeliverAsync(ingestor.Webhook, good);
        Assert.Contains("1 outcome=Unavailable reason=TooManyAtOnce", seen.Of("humanos.deliveries.refused"));
        Assert.Equal(2, seen.Of("humanos.deliveries.refused").Count(refusal => refusal == "1 outcome=Truncated reason=TooSlow"));
    }

    private static Task<int> SendHalfAsync(InProcessIngestor ingestor, SealedDelivery good) => new RawRequest(ingestor.Webhook).SendAsync(
        [$"x-timestamp: {good.Timestamp}", $"x-signature: {good.Signature}", $"Content-Length: {good.Body.Length}"], good.Body[..50]);
}
