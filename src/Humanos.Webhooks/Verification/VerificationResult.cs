namespace Humanos.Webhooks;

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
