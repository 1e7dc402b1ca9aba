using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>A call as it arrived.</summary>
/// <param name="Target">Path and query as sent, nothing decoded.</param>
internal sealed record ApiCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Whether it is signed as Humanos asks for, computed here anew: over the timestamp alone, since there is no body.</summary>
    public bool IsSignedWith(string secret) => Headers["X-Signature"] == Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Headers["X-Timestamp"])));
}
