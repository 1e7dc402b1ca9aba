using Azure.Core;
using Microsoft.AspNetCore.Http;

namespace Testing.Vault;

/// <summary>A loopback version of the managed identity token endpoint of Azure's app platform.</summary>
public sealed class LoopbackIdentity : IAsyncDisposable
{
    private const string Header = "stand-in-identity-header";

    private readonly LoopbackServer _server;
    private int _tokens;

    private LoopbackIdentity() => _server = new LoopbackServer(AnswerAsync);

    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>The environment variables that the platform sets for a process with an identity.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = new Uri(_server.Address, "msi/token").AbsoluteUri,
        ["IDENTITY_HEADER"] = Header,
    };

    public static async Task<LoopbackIdentity> StartAsync()
    {
        var identity = new LoopbackIdentity();
        await identity._server.StartAsync();
        return identity;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

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

/// <summary>A credential with a fixed token for the loopback vault, because Microsoft Entra ID is not available on loopback.</summary>
public sealed class StandInCredential : TokenCredential
{
    public const string Token = "stand-in-access-token";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
