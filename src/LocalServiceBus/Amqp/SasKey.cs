using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalServiceBus.Amqp;

/// <summary>The only key of the development broker. It is the same as the key of the official emulator.</summary>
internal static class SasKey
{
    public const string Name = "RootManageSharedAccessKey";
    public const string Value = "SAS_KEY_VALUE";
    private const string TokenPrefix = "SharedAccessSignature ";

    /// <summary>Whether a token <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c> is signed with the key and not expired.</summary>
    public static bool IsValidToken(string token, DateTimeOffset now)
    {
        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        Dictionary<string, string> parts = token[TokenPrefix.Length..].Split('&')
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .DistinctBy(part => part[0])
            .ToDictionary(part => part[0], part => part[1]);
        return parts.TryGetValue("sr", out string? resource)
            && parts.TryGetValue("se", out string? expiry)
            && parts.TryGetValue("sig", out string? signature)
            && parts.GetValueOrDefault("skn") == Name
            && long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds > now.ToUnixTimeSeconds()
            && SignatureMatches(Uri.UnescapeDataString(signature), $"{resource}\n{expiry}");
    }

    private static bool SignatureMatches(string signature, string text)
    {
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Value), Encoding.UTF8.GetBytes(text));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(expected)),
            Encoding.UTF8.GetBytes(signature));
    }
}
