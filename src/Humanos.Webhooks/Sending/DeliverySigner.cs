namespace Humanos.Webhooks;

/// <summary>Signs deliveries the way Humanos does, for tools and tests.</summary>
public static class DeliverySigner
{
    /// <summary>
    /// Computes HMAC-SHA256 over the timestamp's text, a period, and the body's bytes, or over the timestamp alone if the body is empty
    /// (Humanos' webhook documentation).
    /// </summary>
    /// <param name="timestamp">The text of <c>x-timestamp</c>: milliseconds since 1970 in 13 digits. It is signed unchanged.</param>
    /// <param name="body">The body's bytes as sent: the encrypted envelope.</param>
    /// <param name="key">The signature key.</param>
    /// <returns>The value of <c>x-signature</c>: 64 lower-case hex digits.</returns>
    public static string Sign(string timestamp, ReadOnlySpan<byte> body, SignatureKey key)
    {
        ArgumentNullException.ThrowIfNull(timestamp);
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> signature = stackalloc byte[SignatureKey.SignatureBytes];
        key.Sign(timestamp, body, signature);
        return Convert.ToHexStringLower(signature);
    }
}
