using HumanosFunctions.Local.Tests.Infrastructure;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class RequestHeaderTests
{
    [Fact]
    public async Task Repeated_headers_are_joined_and_names_are_lower_case()
    {
        string answer = await AskAsync("X-Signature: first\r\nx-signature: second\r\n");

        Assert.Contains("x-signature=first,second", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Odd: caf\u00c3\u00a9\r\n", "x-odd=")]
    [InlineData("X-Odd: \r\n", "x-odd=")]
    [InlineData("X-Odd: a,,\"b;=\t(\r\n", "x-odd=")]
    [InlineData("Content-Type: ;;;/\r\n", "content-type=;;;/")]
    [InlineData("Date: yesterday\r\nContent-Length: 0\r\n", "date=yesterday")]
    public async Task Odd_values_reach_the_function(string header, string line)
    {
        string answer = await AskAsync(header);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        // Headers that .NET knows appear in their usual spelling, whatever case they were added in.
        Assert.Contains(line, answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("X Odd: value\r\n", "HTTP/1.1 400")]
    [InlineData("X-Odd\r\n", "HTTP/1.1 400")]
    [InlineData("X-Odd: a\0b\r\n", "HTTP/1.1 400")]
    [InlineData("X-Odd: \u00ff\u00fe\r\n", "HTTP/1.1 400")]
    [InlineData("x-signature: caf\u00e9\r\n", "HTTP/1.1 400")]
    [InlineData("User-Agent: \u00c3\r\n", "HTTP/1.1 400")]
    public async Task What_is_no_header_is_refused_before_the_function(string header, string status)
    {
        string answer = await AskAsync(header);

        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_header_is_refused_before_the_function()
    {
        string answer = await AskAsync($"X-Huge: {new string('x', 40_000)}\r\n");

        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: \r\n")]
    [InlineData("Host: a_b.~c\r\n")]
    [InlineData("Host: [::1]:99\r\n")]
    public async Task Whatever_the_host_header_says_the_request_has_a_url(string host)
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);

        await connection.SendAsync($"GET /api/Describe?q=1 HTTP/1.1\r\n{host}Connection: close\r\n\r\n");

        Assert.EndsWith("GET /api/Describe 1", await connection.ReadUntilAsync("Describe 1"), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(string header)
    {
        await using RunningApp app = await RunningApp.StartAsync(typeof(EchoFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);
        await connection.SendAsync($"GET /api/Headers HTTP/1.1\r\nHost: local\r\n{header}X-Last: end\r\nConnection: close\r\n\r\n");
        string answer = await connection.ReadUntilAsync("no such text, so until the end");
        Assert.DoesNotContain("failed with", app.Log.ToString(), StringComparison.Ordinal);
        return answer;
    }
}
