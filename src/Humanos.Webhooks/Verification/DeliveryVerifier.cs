using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// Tells genuine deliveries from all others: HMAC-SHA256 over the raw bytes, compared in constant time, before anything is
/// parsed or derived. Header texts are taken strictly: surrounding whitespace, which HTTP servers trim, is malformed.
/// </summary>
/// <param name="window">How far the signed timestamp may be from the clock.</param>
public sealed class DeliveryVerifier(TimestampWindow window)
{
    /// <summary>
    /// Checks in this order: shape of the signature, shape of the timestamp, signature, age. The age comes last so that
    /// <see cref="RejectionReason.TimestampTooOld"/> always speaks of a genuine delivery and its skew can be trusted; a forger
    /// would pass an earlier age check anyway by sending the current time.
    /// </summary>
    /// <param name="delivery">The delivery as received.</param>
    /// <param name="keys">All keys that are in force; without any, nothing is genuine.</param>
    /// <param name="now">The current time.</param>
    public VerificationResult Verify(ReceivedDelivery delivery, IReadOnlyList<SignatureKey> keys, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(keys);
        Span<byte> claimed = stackalloc byte[SignatureKey.SignatureBytes];
        if (ReadSignature(delivery.Signature, claimed) is { } signatureFault)
        {
            return new VerificationResult.Rejected(signatureFault, Skew: null);
        }

        if (string.IsNullOrEmpty(delivery.Timestamp))
        {
            return new VerificationResult.Rejected(RejectionReason.TimestampMissing, Skew: null);
        }

        if (UnixTimestamp.Read(delivery.Timestamp) is not { } signedAt)
        {
            return new VerificationResult.Rejected(RejectionReason.TimestampMalformed, Skew: null);
        }

        TimeSpan skew = signedAt - now;
        if (FindKey(delivery.Timestamp, delivery.Body.Span, claimed, keys) is not { } key)
        {
            return new VerificationResult.Rejected(RejectionReason.SignatureMismatch, skew);
        }

        return CheckAge(skew) is { } ageFault
            ? new VerificationResult.Rejected(ageFault, skew)
            : new VerificationResult.Verified(new VerifiedDelivery(delivery.Timestamp, signedAt, delivery.Body), key);
    }

    private static RejectionReason? ReadSignature(string? text, Span<byte> signature)
    {
        if (string.IsNullOrEmpty(text))
        {
            return RejectionReason.SignatureMissing;
        }

        return text.Length == 2 * signature.Length
            && Convert.FromHexString(text, signature, out _, out _) == OperationStatus.Done
                ? null
                : RejectionReason.SignatureMalformed;
    }

    // Every key is tried, so the time taken does not tell which of them fits.
    private static SignatureKey? FindKey(
        string timestamp, ReadOnlySpan<byte> body, ReadOnlySpan<byte> claimed, IReadOnlyList<SignatureKey> keys)
    {
        SignatureKey? match = null;
        Span<byte> expected = stackalloc byte[SignatureKey.SignatureBytes];
        foreach (SignatureKey key in keys)
        {
            key.Sign(timestamp, body, expected);
            match = CryptographicOperations.FixedTimeEquals(expected, claimed) ? match ?? key : match;
        }

        return match;
    }

    private RejectionReason? CheckAge(TimeSpan skew) =>
        skew > window.Future ? RejectionReason.TimestampInFuture
        : skew < -window.Past ? RejectionReason.TimestampTooOld
        : null;
}

/// <summary>What <see cref="DeliveryVerifier"/> found: <see cref="Verified"/> or <see cref="Rejected"/>, nothing else.</summary>
public abstract record VerificationResult
{
    private VerificationResult()
    {
    }

    /// <summary>The signature is genuine and timely.</summary>
    /// <param name="Delivery">The delivery, ready to be decrypted.</param>
    /// <param name="Key">The first key that makes the signature.</param>
    public sealed record Verified(VerifiedDelivery Delivery, SignatureKey Key) : VerificationResult;

    /// <summary>The delivery must not be used.</summary>
    /// <param name="Reason">Why, for logs; not for the sender.</param>
    /// <param name="Skew">
    /// How far the timestamp is ahead of the clock (negative: behind); null where there is no readable timestamp.
    /// Unless the reason is a time, the timestamp is only the sender's claim.
    /// </param>
    public sealed record Rejected(RejectionReason Reason, TimeSpan? Skew) : VerificationResult;
}

/// <summary>
/// Why a delivery was rejected: for logs and metrics. A sender is told nothing but that it was.
/// </summary>
public enum RejectionReason
{
    /// <summary>There is no signature header, or it is empty.</summary>
    SignatureMissing,

    /// <summary>The signature is not exactly 64 hex digits; a repeated header joined by commas is malformed too.</summary>
    SignatureMalformed,

    /// <summary>There is no timestamp header, or it is empty.</summary>
    TimestampMissing,

    /// <summary>The timestamp is not exactly 10 or 13 ASCII digits.</summary>
    TimestampMalformed,

    /// <summary>The signature is genuine, but was made longer ago than the window allows: late delivery, replay or clock skew.</summary>
    TimestampTooOld,

    /// <summary>The signature is genuine, but its time is further ahead than the window allows: clock skew.</summary>
    TimestampInFuture,

    /// <summary>No key makes this signature for these bytes: forged, altered on the way, or an unknown secret.</summary>
    SignatureMismatch,
}
