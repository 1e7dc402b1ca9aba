using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class RequestBodyTests
{
    private static readonly RunningApp.Setup WithSignals = new() { Services = services => services.AddSingleton<Signals>() };

    [Fact]
    public async Task A_refusal_before_the_end_of_an_announced_body_reaches_the_client()
    {
        Assert.StartsWith("HTTP/1.1 413", await PostAsync("Limit", "Content-Length: 90000000", new string('x', 2000)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_a_chunked_body_reaches_the_client()
    {
        string chunk = $"400\r\n{new string('x', 1024)}\r\n";

        Assert.StartsWith("HTTP/1.1 413", await PostAsync("Limit", "Transfer-Encoding: chunked", chunk + chunk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_a_long_body_whatever_comes_back_still_gets_the_refusal()
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals, typeof(LimitFunctions));
        using var body = new ByteArrayContent(new byte[20_000_000]);

        using HttpResponseMessage response = await app.Http.PostAsync("api/Limit", body);

        Assert.Equal("read 1025", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Limit", "read 5")]
    [InlineData("ReadAll", "204")]
    public async Task A_chunked_body_is_one_body(string function, string answer)
    {
        Assert.Contains(answer, await PostAsync(function, "Transfer-Encoding: chunked", "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_chunk_is_the_clients_fault()
    {
        Assert.StartsWith("HTTP/1.1 400", await PostAsync("ReadAll", "Transfer-Encoding: chunked", "zz\r\nab\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_hosts_own_limit_is_too_large()
    {
        Assert.StartsWith("HTTP/1.1 413", await PostAsync("ReadAll", "Content-Length: 104857601", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_the_host_answering()
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals, typeof(LimitFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);
        await connection.SendAsync("POST /api/ReadAll HTTP/1.1\r\nHost: local\r\nContent-Length: 100\r\n\r\nhalf");
        connection.EndSending();
        await connection.ReadHeadAsync();

        using HttpResponseMessage response = await app.Http.PostAsync("api/Limit", new StringContent("whole"));

        Assert.Equal("read 5", await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> PostAsync(string function, string framing, string body, string answerEnd = "\r\n\r\n")
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals, typeof(LimitFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);
        await connection.SendAsync($"POST /api/{function} HTTP/1.1\r\nHost: local\r\n{framing}\r\n\r\n{body}");
        return await connection.ReadUntilAsync(answerEnd);
    }
}
