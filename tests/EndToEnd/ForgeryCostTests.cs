using System.Diagnostics;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>A forged delivery costs a hash of its bytes: no key is derived for it, nothing of it is parsed, and the vault is asked seldom.</summary>
public sealed class ForgeryCostTests
{
    private const int Forgeries = 1000;
    private const int Rounds = 50;
    private const int BodyLength = 64 * 1024;
    private const int Little = 4 * 1024;
    private const int AlmostNothing = 256;

    private static readonly string Wrong = new('0', 64);

    [Fact]
    public async Task A_thousand_forgeries_derive_nothing_and_ask_the_vault_once_in_ten_seconds_at_most()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync();
        SealedDelivery good = watched.Ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow);
        Assert.Equal(200, await watched.PostAsync(good));
        EncryptionKey before = await KeyAsync(watched);
        SealedDelivery[] forged = [good with { Signature = Wrong }, good with { Signature = Wrong, Body = "no JSON at all"u8.ToArray() }];

        long start = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < Forgeries; sent++)
        {
            Assert.Equal(401, await watched.PostAsync(forged[sent % forged.Length]));
        }

        Assert.Same(before, await KeyAsync(watched));
        int pauses = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds / 10);
        Assert.InRange(Occurrences(watched.Everything, "humanos.secrets.refresh 1 result="), 1, 2 + pauses);
        Assert.Equal(Forgeries, Occurrences(watched.Everything, "humanos.deliveries.refused 1 outcome=NotGenuine reason=SignatureMismatch"));
    }

    [Fact]
    public async Task A_forged_envelope_costs_no_more_memory_than_noise_of_its_length()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        SealedDelivery envelope = ingestor.Sender.Seal(new byte[BodyLength], DateTimeOffset.UtcNow);
        byte[] noise = [.. Enumerable.Repeat((byte)'x', envelope.Body.Length)];

        long ofEnvelope = await MinAllocatedAsync(ingestor, envelope.Timestamp, envelope.Body);
        long ofNoise = await MinAllocatedAsync(ingestor, envelope.Timestamp, noise);

        Assert.InRange(Math.Abs(ofEnvelope - ofNoise), 0, AlmostNothing);
        Assert.InRange(ofEnvelope, 0, Little);
    }

    // The collector may empty a pool at any time, hence the least of several.
    private static async Task<long> MinAllocatedAsync(InProcessIngestor ingestor, string timestamp, byte[] body)
    {
        DeliveryAuthenticator check = ingestor.Services.GetRequiredService<DeliveryAuthenticator>();
        WebhookSecrets secrets = (await ingestor.Services.GetRequiredService<ISecretSource>().GetAsync(CancellationToken.None))!;
        var forged = new ReceivedDelivery(timestamp, Wrong, body);
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            least = Math.Min(least, await AllocatedAsync(check, forged, secrets));
        }

        return least;
    }

    // Nothing in it waits, so it stays on one thread.
    private static async Task<long> AllocatedAsync(DeliveryAuthenticator check, ReceivedDelivery forged, WebhookSecrets secrets)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        (VerificationResult result, _) = await check.VerifyAsync(forged, secrets, DateTimeOffset.UtcNow, CancellationToken.None);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<VerificationResult.Rejected>(result);
        return after - before;
    }

    private static async Task<EncryptionKey> KeyAsync(WatchedIngestor watched)
    {
        WebhookSecrets? secrets = await watched.Ingestor.Services.GetRequiredService<ISecretSource>().GetAsync(CancellationToken.None);
        return Assert.Single(secrets!.EncryptionKeys);
    }

    private static int Occurrences(string text, string word) => text.Split('\n').Count(line => line.StartsWith(word, StringComparison.Ordinal));
}
