using System.Net;
using EndToEnd.Serving;

namespace EndToEnd.Page;

/// <summary>The page shows decrypted events and sends deliveries, so no other site and no other name may use it.</summary>
public sealed class PageGuardTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private const string WriteHeader = "x-humanos-local";

    private Uri Root => new(ingestor.Webhook, "/");

    public static TheoryData<string> Addresses => ["/", "/page.js", "/local/deliveries", "/local/stream", "/local/entities", "/local/requests?id=a", "/local/samples", "/local/quarantine"];

    [Fact]
    public async Task It_is_served_at_the_root_and_loads_nothing_from_elsewhere()
    {
        using HttpResponseMessage page = await ingestor.Http.GetAsync(Root);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        string html = await page.Content.ReadAsStringAsync();
        Assert.Contains("page.js", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("no-store", page.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_request_of_another_site_is_refused(string address)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address, ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address, ("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address, ("Sec-Fetch-Site", "same-site")));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("10.0.0.1")]
    public async Task A_name_that_somebody_points_to_this_machine_is_refused(string host)
    {
        foreach (string address in new[] { "/", "/local/deliveries", "/local/stream" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, address, ("Host", host)));
        }
    }

    [Theory]
    [InlineData("/local/send")]
    [InlineData("/local/entities/credential/replay")]
    [InlineData("/local/entities/credential/purge")]
    [InlineData("/local/quarantine/replay")]
    [InlineData("/local/quarantine/purge")]
    public async Task A_change_that_the_page_did_not_make_is_refused(string address)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, address, (WriteHeader, "1"), ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, address, (WriteHeader, "1"), ("Host", "evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Post, address, (WriteHeader, "1"), ("Sec-Fetch-Site", "cross-site")));
        using var form = new HttpRequestMessage(HttpMethod.Post, new Uri(Root, address)) { Content = new StringContent("{}", mediaType: new("text/plain")), Headers = { { WriteHeader, "1" } } };
        using HttpResponseMessage answer = await ingestor.Http.SendAsync(form);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_pages_own_request_is_served()
    {
        string own = Root.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/local/deliveries", ("Origin", own), ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(HttpMethod.Post, "/local/send", (WriteHeader, "1"), ("Origin", own), ("Sec-Fetch-Site", "same-origin")));
    }

    [Fact]
    public async Task The_webhook_is_not_the_pages_and_takes_any_name() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(HttpMethod.Post, "/api/webhook", ("Host", "tunnel.example"), ("Origin", "https://evil.example")));

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Root, address));
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", mediaType: new("application/json"));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await ingestor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
