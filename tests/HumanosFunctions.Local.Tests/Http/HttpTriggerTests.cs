using System.Net;
using HumanosFunctions.Local.Settings;
using HumanosFunctions.Local.Tests.Infrastructure;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class HttpTriggerTests
{
    [Fact]
    public async Task A_function_gets_the_body_and_its_status_headers_and_body_come_back()
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));
        byte[] body = [0, 1, 2, 253, 254, 255];

        using HttpResponseMessage response = await app.Http.PostAsync("api/echo", new ByteArrayContent(body));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_function_without_a_route_is_served_under_its_name()
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));

        Assert.Equal("GET /api/Describe a b", await app.Http.GetStringAsync("api/Describe?q=a%20b"));
    }

    [Theory]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "Describe")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "v1/hooks" } } }""", "v1/hooks/Describe")]
    [InlineData("{}", "api/describe")]
    public async Task The_route_prefix_comes_from_host_json(string hostJson, string path)
    {
        await using RunningApp app = await RunningApp.StartAsync(
            new RunningApp.Setup { HostJson = hostJson },
            typeof(EchoFunctions));

        Assert.StartsWith($"GET /{path}", await app.Http.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "api/echo")]
    [InlineData("POST", "api/unknown")]
    [InlineData("POST", "echo")]
    public async Task A_wrong_verb_or_path_is_not_found_as_in_the_functions_host(string method, string path)
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));

        using HttpResponseMessage response = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Cookies_go_both_ways()
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/Cookies");
        request.Headers.Add("Cookie", "a=1; ;b=x=y; c");

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        Assert.Equal("a=1\nb=x=y\nc=", await response.Content.ReadAsStringAsync());
        Assert.Equal("seen=yes; path=/", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task The_host_names_its_functions_and_listens_on_loopback_only()
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));

        Assert.Equal(["Cookies", "Describe", "Echo", "Headers"], app.Host.Functions);
        Assert.Equal("127.0.0.1", app.Host.BaseAddress.Host);
    }
}
