using Azure.Core;

namespace Testing.Vault;

/// <summary>A token that only the loopback vault takes; Microsoft Entra ID cannot be had on loopback.</summary>
public sealed class StandInCredential : TokenCredential
{
    public const string Token = "stand-in-access-token";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(Token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
