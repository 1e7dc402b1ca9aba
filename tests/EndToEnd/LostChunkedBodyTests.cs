using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>The Functions host hands a chunked body over empty; whoever re-chunks deliveries has to be found.</summary>
[Collection(ServedCollection.Name)]
public sealed class LostChunkedBodyTests(ServedIngestor ingestor)
{
    [Fact]
    public async Task An_empty_body_beside_a_transfer_encoding_is_411_with_a_title_of_its_own()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, ingestor.Webhook) { Content = new ByteArrayContent([]) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage answer = await ingestor.Http.SendAsync(request);

        Assert.Equal(411, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Content-Length", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
