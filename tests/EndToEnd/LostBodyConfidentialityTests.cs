using System.Net.Http.Headers;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;

namespace EndToEnd;

/// <summary>A delivery that arrived in chunks, with its payload in clear or its names in headers and the address: the refusal repeats nothing of it.</summary>
public sealed class LostBodyConfidentialityTests
{
    [Fact]
    public async Task The_answer_for_a_chunked_body_its_log_and_its_span_tell_nothing()
    {
        await using WatchedIngestor watched = await WatchedIngestor.StartAsync();
        foreach (string sample in Samples.Names)
        {
            byte[] json = UniqueSample.Of(sample).Json;
            SealedDelivery signed = watched.Ingestor.Sender.Seal(json, DateTimeOffset.UtcNow);
            Assert.Equal(411, await watched.SendAsync(Chunked(watched, signed with { Body = json })));
            Assert.Equal(411, await watched.SendAsync(Chunked(watched, signed)));
        }

        Assert.Contains("Content-Length", watched.Everything, StringComparison.Ordinal);
        Assert.Contains("humanos.deliveries", watched.Everything, StringComparison.Ordinal);
        Assert.Empty(Confidential.In(watched.Everything));
    }

    private static HttpRequestMessage Chunked(WatchedIngestor watched, SealedDelivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, watched.Ingestor.Webhook) { Content = new StreamContent(new MemoryStream(delivery.Body)) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("x-timestamp", delivery.Timestamp);
        request.Headers.TryAddWithoutValidation("x-signature", delivery.Signature);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }
}
