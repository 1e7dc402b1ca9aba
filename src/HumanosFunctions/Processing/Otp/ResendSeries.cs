using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Names the resends of one request to one person without naming the person: a contact is short, so a hash without a
/// key could be searched through. The key is the API key, which stays when its signature secret is rotated.
/// </summary>
public sealed class ResendSeries(OptionalSecrets secrets)
{
    /// <summary>Lower-case hex; null where there is no API key.</summary>
    public async ValueTask<string?> OfAsync(string requestId, ResendSelector selector, CancellationToken cancellationToken) =>
        await secrets.GetAsync(OptionalSecret.ApiKey, cancellationToken) is { Length: > 0 } key ? Hash(key, requestId, selector) : null;

    // The length keeps two different pairs from being the same text.
    private static string Hash(string key, string requestId, ResendSelector selector) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(key),
        Encoding.UTF8.GetBytes($"{requestId.Length} {requestId} {selector.Name} {selector.Value}")));
}
