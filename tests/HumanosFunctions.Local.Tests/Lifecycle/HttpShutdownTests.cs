using System.Net;
using System.Net.Sockets;
using HumanosFunctions.Local.Tests.Http;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Lifecycle;

public sealed class HttpShutdownTests
{
    private readonly Signals _signals = new();

    [Fact]
    public async Task A_request_in_flight_finishes_within_the_grace_time()
    {
        await using RunningApp app = await StartAsync(TimeSpan.FromSeconds(60));
        Task<string> answer = app.Http.GetStringAsync("api/Wait");
        await _signals.HasStartedAsync();

        Task stopped = app.Host.StopAsync();
        await RefusesConnectionsAsync(app);
        Assert.False(answer.IsCompleted);
        _signals.Release.SetResult();

        Assert.Equal("waited", await answer);
        await stopped;
        Assert.False(_signals.Cancelled.Task.IsCompleted);
    }

    [Fact]
    public async Task After_the_grace_time_the_functions_token_is_cancelled()
    {
        await using RunningApp app = await StartAsync(TimeSpan.FromMilliseconds(50));
        Task<string> answer = app.Http.GetStringAsync("api/Wait");
        await _signals.HasStartedAsync();

        await app.Host.StopAsync();

        await _signals.WasCancelledAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task Stopping_again_waits_for_the_same_stop()
    {
        await using RunningApp app = await StartAsync(TimeSpan.FromSeconds(60));

        Task first = app.Host.StopAsync();

        Assert.Same(first, app.Host.StopAsync());
        await first;
        await app.Host.DisposeAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_at_start()
    {
        await using RunningApp app = await StartAsync(TimeSpan.FromSeconds(60));
        var setup = new RunningApp.Setup { Port = app.Host.BaseAddress.Port };

        await Assert.ThrowsAsync<IOException>(() => RunningApp.StartAsync(setup, typeof(EchoFunctions)));
    }

    private static Task RefusesConnectionsAsync(RunningApp app) => Eventually.IsTrueAsync(
        async () =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, app.Host.BaseAddress.Port);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        },
        "the port is closed");

    private Task<RunningApp> StartAsync(TimeSpan grace) => RunningApp.StartAsync(
        new RunningApp.Setup { Services = services => services.AddSingleton(_signals), ShutdownGrace = grace },
        typeof(LimitFunctions));
}
