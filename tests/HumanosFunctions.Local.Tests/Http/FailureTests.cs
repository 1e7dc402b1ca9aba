using System.Net;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Http;

public sealed class FailureTests
{
    private readonly Signals _signals = new();

    [Fact]
    public async Task An_exception_is_an_empty_500_and_only_its_type_is_logged()
    {
        await using RunningApp app = await StartAsync();

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("api/Throw", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Contains("Error: Function Throw failed with System.InvalidTimeZoneException", app.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("private text", app.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_header_that_cannot_be_sent_is_a_500_and_not_a_broken_connection()
    {
        await using RunningApp app = await StartAsync();

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("api/BadHeader", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Bad"));
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_its_function_and_is_no_error()
    {
        await using RunningApp app = await StartAsync();
        using (RawConnection connection = await RawConnection.OpenAsync(app.Host.BaseAddress))
        {
            await connection.SendAsync("GET /api/Wait HTTP/1.1\r\nHost: local\r\n\r\n");
            await _signals.HasStartedAsync();
        }

        await _signals.WasCancelledAsync();
        await Eventually.IsTrueAsync(
            () => app.Log.ToString().Contains("The client of function Wait is gone", StringComparison.Ordinal),
            "the end of the invocation is logged");
        Assert.DoesNotContain("Error:", app.Log.ToString(), StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync() => RunningApp.StartAsync(
        new RunningApp.Setup { Services = services => services.AddSingleton(_signals) },
        typeof(LimitFunctions));
}
