using System.Diagnostics.Metrics;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Raw;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>Senders that are slow or many take nothing from the others for long.</summary>
public sealed class BoundsTests
{
    private static readonly (string, string) TwoPlaces = ("Humanos:MaxConcurrentDeliveries", "2");

    [Fact]
    public async Task Deliveries_that_wait_for_the_broker_fill_the_places_others_are_503_at_once_and_the_places_are_free_again_when_their_time_is_over()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(TwoPlaces, ("Humanos:PublishTimeout", "00:00:04"));
        using var seen = new RecordedMeasurements(ingestor.Services.GetRequiredService<IMeterFactory>());
        ingestor.Broker.Faults.LoseAcknowledgements();
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, 2).Select(_ => ingestor.Http.PostAsync(ingestor.Webhook, Sealed(ingestor)))];
        await Eventually.IsTrueAsync(() => seen.Of("humanos.deliveries.in_hand").Count == 2, "both are in hand");

        using (HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, Sealed(ingestor)))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using (HttpResponseMessage health = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health")))
        {
            Assert.Equal(200, (int)health.StatusCode);
        }

        Assert.Contains("1 outcome=Unavailable reason=TooManyAtOnce", seen.Of("humanos.deliveries.refused"));
        foreach (HttpResponseMessage late in await Task.WhenAll(waiting))
        {
            Assert.Equal(503, (int)late.StatusCode);
            late.Dispose();
        }

        ingestor.Broker.Faults.Clear();
        ingestor.Broker.Faults.CutConnections();
        await ingestor.Http.DeliverAsync(ingestor.Webhook, Sealed(ingestor));
    }

    [Fact]
    public async Task Slow_bodies_hold_no_place_since_the_host_waits_for_them()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(TwoPlaces);
        SlowDelivery[] slow = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SlowDelivery.BeginAsync(ingestor.Webhook, Sealed(ingestor))));

        await ingestor.Http.DeliverAsync(ingestor.Webhook, Sealed(ingestor));

        foreach (SlowDelivery delivery in slow)
        {
            Assert.Equal(200, await delivery.FinishAsync());
            delivery.Dispose();
        }
    }

    private static SealedDelivery Sealed(InProcessIngestor ingestor) =>
        ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
}
