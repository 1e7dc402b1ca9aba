using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>What the process writes may be read by many: it holds ids, lengths and reasons only.</summary>
public sealed class ConfidentialityTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    [Fact]
    public async Task Nothing_that_the_process_writes_holds_personal_data_or_a_secret()
    {
        foreach (string sample in Samples.Names)
        {
            byte[] json = UniqueSample.Of(sample).Json;
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));
            await SendBrokenAsync(json);
        }

        // Its line shows that the log has come so far.
        UniqueSample last = UniqueSample.Of("2026-05-17/identity");
        string lastId = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(last.Json, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => ingestor.Printed.Any(line => line.Contains($"Processed event {lastId}", StringComparison.Ordinal)), "the last event is logged");

        string everything = string.Join('\n', ingestor.Printed);
        Assert.Contains("SignatureMismatch", everything, StringComparison.Ordinal);
        Assert.Contains("NoKeyFits", everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(everything));
    }

    private async Task SendBrokenAsync(byte[] json)
    {
        foreach (SealedDelivery delivery in BrokenDeliveries.Of(json, ingestor.Sender))
        {
            using HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
            Assert.False(refused.IsSuccessStatusCode);
        }
    }
}
