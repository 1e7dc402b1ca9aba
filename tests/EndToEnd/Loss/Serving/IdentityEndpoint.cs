using System.Net;
using HumanosFunctions.Tests.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Loss.Serving;

/// <summary>What App Service gives an app with a managed identity: an endpoint on the machine that hands out tokens.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    private const string Header = "X-IDENTITY-HEADER";
    private const string HeaderValue = "for-local-development-only";

    private readonly WebApplication _app;

    private IdentityEndpoint(WebApplication app) => _app = app;

    /// <summary>The variables by which the identity's clients find it.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = new Uri(new Uri(_app.Urls.Single()), "token").AbsoluteUri,
        ["IDENTITY_HEADER"] = HeaderValue,
    };

    public static async Task<IdentityEndpoint> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.MapGet("/token", (HttpContext context) => context.Request.Headers[Header] == HeaderValue
            ? Results.Json(Token(context.Request.Query["resource"].ToString()))
            : Results.Unauthorized());
        await app.StartAsync();
        return new IdentityEndpoint(app);
    }

    private static object Token(string resource) => new
    {
        access_token = LoopbackVault.Token,
        expires_on = DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds().ToString(),
        resource,
        token_type = "Bearer",
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
