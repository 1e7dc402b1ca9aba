using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Testing.Deliveries;

/// <summary>
/// Decides which deliveries are valid. It implements the contract independently of the product: plain text, plain arithmetic, and the
/// platform's HMAC over one concatenated array.
/// </summary>
public static class SignatureOracle
{
    private const long TicksPerMillisecond = 10_000;

    private static readonly BigInteger Epoch = 621_355_968_000_000_000;
    private static readonly BigInteger Day = new(24L * 60 * 60 * 1000 * TicksPerMillisecond);
    private static readonly BigInteger FiveMinutes = new(5L * 60 * 1000 * TicksPerMillisecond);

    public static bool IsGenuine(DeliveryAttempt attempt) => GenuineFor(attempt) is not null;

    /// <summary>The accepted secret that signed exactly these bytes within the window; null if there is none.</summary>
    public static string? GenuineFor(DeliveryAttempt attempt)
    {
        if (attempt.Timestamp is not { } timestamp || attempt.Signature is not { } signature || !IsTimely(timestamp, attempt.Now))
        {
            return null;
        }

        return attempt.AcceptedSecrets.FirstOrDefault(secret => Lower(signature) == Sign(secret, timestamp, attempt.Body));
    }

    public static string Sign(string secret, string timestamp, byte[] body) =>
        SignRaw(secret, body.Length == 0 ? Encoding.UTF8.GetBytes(timestamp) : [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body]);

    public static string SignRaw(string secret, byte[] bytes) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));

    // ASCII letters only, because some non-ASCII letters have an ASCII lowercase form.
    private static string Lower(string hex) =>
        string.Concat(hex.Select(character => character is >= 'A' and <= 'F' ? (char)(character + ('a' - 'A')) : character));

    private static bool IsTimely(string timestamp, DateTimeOffset now)
    {
        if (timestamp.Length is not (10 or 13) || !timestamp.All(character => character is >= '0' and <= '9'))
        {
            return false;
        }

        BigInteger number = BigInteger.Parse(timestamp, CultureInfo.InvariantCulture);
        BigInteger milliseconds = timestamp.Length == 10 ? number * 1000 : number;
        BigInteger ahead = Epoch + (milliseconds * TicksPerMillisecond) - now.UtcTicks;
        return ahead <= FiveMinutes && -ahead <= Day;
    }
}
