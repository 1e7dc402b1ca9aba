using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Testing.Vault;

/// <summary>The endpoint where a managed identity's tokens come from on Azure's app platform, on loopback.</summary>
public sealed class LoopbackIdentity : IAsyncDisposable
{
    private const string Header = "stand-in-identity-header";

    private readonly WebApplication _app;
    private int _tokens;

    private LoopbackIdentity()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>What the platform sets for a process with an identity.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/msi/token",
        ["IDENTITY_HEADER"] = Header,
    };

    public static async Task<LoopbackIdentity> StartAsync()
    {
        var identity = new LoopbackIdentity();
        await identity._app.StartAsync();
        return identity;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"] != Header)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Interlocked.Increment(ref _tokens);
        await context.Response.WriteAsJsonAsync(new Dictionary<string, string?>
        {
            ["access_token"] = StandInCredential.Token,
            ["expires_on"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(),
            ["resource"] = context.Request.Query["resource"],
            ["token_type"] = "Bearer",
        });
    }
}
