using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class RequestBodyTests
{
    private static readonly RunningApp.Setup WithSignals = new() { Services = services => services.AddSingleton<Signals>() };

    [Fact]
    public async Task A_function_is_called_once_its_whole_body_has_come()
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals, typeof(LimitFunctions));
        Task started = app.Host.Services.GetRequiredService<Signals>().Started.Task;
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);

        await connection.SendAsync("POST /api/Begin HTTP/1.1\r\nHost: local\r\nContent-Length: 10\r\n\r\nhalf.");
        using HttpResponseMessage other = await app.Http.PostAsync("api/Limit", new StringContent("whole"));

        Assert.Equal("read 5", await other.Content.ReadAsStringAsync());
        Assert.False(started.IsCompleted);
        await connection.SendAsync("whole");
        Assert.StartsWith("HTTP/1.1 204", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.True(started.IsCompleted);
    }

    [Fact]
    public async Task A_body_that_takes_too_long_is_408_and_reaches_no_function()
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals with { BodyTimeout = TimeSpan.FromMilliseconds(100) }, typeof(LimitFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);

        await connection.SendAsync("POST /api/Begin HTTP/1.1\r\nHost: local\r\nContent-Length: 10\r\n\r\nhalf.");

        Assert.StartsWith("HTTP/1.1 408", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.False(app.Host.Services.GetRequiredService<Signals>().Started.Task.IsCompleted);
    }

    [Fact]
    public async Task A_body_announced_longer_than_is_waited_for_does_not_reach_its_function_which_sees_the_announcement()
    {
        string answer = await PostAsync("Framing", "Content-Length: 90000000", new string('x', 2000), setup: WithSignals with { MaxBufferedBody = 1024 });

        Assert.EndsWith("Content-Length: 90000000, read 0", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n")]
    [InlineData("2\r\nab\r\n")]
    [InlineData("zz\r\nab\r\n")]
    public async Task A_chunked_body_does_not_reach_its_function_which_sees_how_it_was_sent(string chunks)
    {
        string answer = await PostAsync("Framing", "Transfer-Encoding: chunked", chunks);

        Assert.EndsWith("Transfer-Encoding: chunked, read 0", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_that_sends_a_long_body_whatever_comes_back_still_gets_the_refusal()
    {
        await using RunningApp app = await RunningApp.StartAsync(WithSignals, typeof(LimitFunctions));
        using var body = new ByteArrayContent(new byte[20_000_000]);

        using HttpResponseMessage response = await app.Http.PostAsync("api/Limit", body);

        Assert.Equal("read 1025", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_the_hosts_own_limit_is_too_large()
    {
        Assert.StartsWith("HTTP/1.1 413", await PostAsync("ReadAll", "Content-Length: 104857601", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hosts_own_limit_is_the_setting_of_the_Functions_host()
    {
        RunningApp.Setup tight = WithSignals with { Settings = new() { ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "10" } };

        Assert.StartsWith("HTTP/1.1 413", await PostAsync("ReadAll", "Content-Length: 11", "x", setup: tight), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 204", await PostAsync("ReadAll", "Content-Length: 10", "0123456789", setup: tight), StringComparison.Ordinal);
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

    private static async Task<string> PostAsync(string function, string framing, string body, RunningApp.Setup? setup = null)
    {
        await using RunningApp app = await RunningApp.StartAsync(setup ?? WithSignals, typeof(LimitFunctions));
        using RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress);
        await connection.SendAsync($"POST /api/{function} HTTP/1.1\r\nHost: local\r\n{framing}\r\n\r\n{body}");
        return await connection.ReadUntilAsync(function == "Framing" ? ", read 0" : "\r\n\r\n");
    }
}
