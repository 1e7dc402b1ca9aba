namespace Humanos.Webhooks;

/// <summary>
/// A delivery as it came from the network: nothing about it is known to be true. Its header names are documented by Humanos.
/// </summary>
/// <param name="timestamp">The one value of <c>x-timestamp</c>, untouched; null where the header is absent.</param>
/// <param name="signature">The one value of <c>x-signature</c>, untouched; null where the header is absent.</param>
/// <param name="body">The body's bytes as received; not copied, so they must not change while the delivery is in use.</param>
public sealed class ReceivedDelivery(string? timestamp, string? signature, ReadOnlyMemory<byte> body)
{
    /// <summary>Name of the header with the timestamp.</summary>
    public const string TimestampHeader = "x-timestamp";

    /// <summary>Name of the header with the signature.</summary>
    public const string SignatureHeader = "x-signature";

    /// <summary>The timestamp header's text; null where it is absent.</summary>
    public string? Timestamp { get; } = timestamp;

    /// <summary>The signature header's text; null where it is absent.</summary>
    public string? Signature { get; } = signature;

    /// <summary>The body's bytes as received.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;
}

/// <summary>A delivery with a genuine, timely signature. Only <see cref="DeliveryVerifier"/> makes one.</summary>
public sealed class VerifiedDelivery
{
    internal VerifiedDelivery(string timestamp, DateTimeOffset signedAt, ReadOnlyMemory<byte> body) =>
        (Timestamp, SignedAt, Body) = (timestamp, signedAt, body);

    /// <summary>The timestamp's text as it was signed.</summary>
    public string Timestamp { get; }

    /// <summary>The timestamp as a time, in UTC.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The signed bytes: still encrypted.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
