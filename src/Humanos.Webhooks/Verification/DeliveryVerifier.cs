using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// Verifies the signature of deliveries: HMAC-SHA256 over the raw bytes, compared in constant time, before anything is parsed or
/// decrypted. The header values are read strictly. HTTP servers trim surrounding whitespace, so a value that has it is malformed.
/// </summary>
/// <param name="window">How far the signed timestamp can differ from the clock.</param>
public sealed class DeliveryVerifier(TimestampWindow window)
{
    /// <summary>
    /// Checks the format of the signature, the format of the timestamp, the signature, and the age, in this order. The age comes last, so
    /// <see cref="RejectionReason.TimestampTooOld"/> always means a correctly signed delivery with a trustworthy skew. An earlier age
    /// check would not stop an attacker, who can send the current time.
    /// </summary>
    /// <param name="delivery">The delivery as received.</param>
    /// <param name="keys">All current keys. If the list is empty, every delivery is rejected.</param>
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

    // Every key is tried, so the duration does not reveal which key matches.
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

/// <summary>The result of <see cref="DeliveryVerifier"/>: always <see cref="Verified"/> or <see cref="Rejected"/>.</summary>
public abstract record VerificationResult
{
    private VerificationResult()
    {
    }

    /// <summary>The signature is valid, and the timestamp is inside the window.</summary>
    /// <param name="Delivery">The delivery, ready to be decrypted.</param>
    /// <param name="Key">The first key that matches the signature.</param>
    public sealed record Verified(VerifiedDelivery Delivery, SignatureKey Key) : VerificationResult;

    /// <summary>The delivery is rejected. Do not use it.</summary>
    /// <param name="Reason">The reason, for your logs. Do not send it to the caller.</param>
    /// <param name="Skew">
    /// How far the timestamp is ahead of the clock (negative: behind); null if there is no valid timestamp. The value is authenticated
    /// only for <see cref="RejectionReason.TimestampTooOld"/> and <see cref="RejectionReason.TimestampInFuture"/>.
    /// </param>
    public sealed record Rejected(RejectionReason Reason, TimeSpan? Skew) : VerificationResult;
}

/// <summary>
/// Why a delivery is rejected, for logs and metrics. Tell the sender only that the delivery is rejected.
/// </summary>
public enum RejectionReason
{
    /// <summary>There is no signature header, or it is empty.</summary>
    SignatureMissing,

    /// <summary>The signature is not exactly 64 hex digits. A repeated header, joined with commas, is also malformed.</summary>
    SignatureMalformed,

    /// <summary>There is no timestamp header, or it is empty.</summary>
    TimestampMissing,

    /// <summary>The timestamp is not exactly 10 or 13 ASCII digits.</summary>
    TimestampMalformed,

    /// <summary>The signature is valid, but older than the window allows: a late delivery, a replay, or clock skew.</summary>
    TimestampTooOld,

    /// <summary>The signature is valid, but its timestamp is further ahead than the window allows: clock skew.</summary>
    TimestampInFuture,

    /// <summary>No key matches the signature: the delivery is forged, was changed in transit, or was signed with an unknown secret.</summary>
    SignatureMismatch,
}
