namespace Humanos.Webhooks;

/// <summary>
/// A delivery as received from the network. It is untrusted. The header names are documented by Humanos.
/// </summary>
/// <param name="timestamp">The unchanged value of <c>x-timestamp</c>; null if the header is absent.</param>
/// <param name="signature">The unchanged value of <c>x-signature</c>; null if the header is absent.</param>
/// <param name="body">The body's bytes as received. They are not copied, so do not change them while you use the delivery.</param>
public sealed class ReceivedDelivery(string? timestamp, string? signature, ReadOnlyMemory<byte> body)
{
    /// <summary>Name of the timestamp header.</summary>
    public const string TimestampHeader = "x-timestamp";

    /// <summary>Name of the signature header.</summary>
    public const string SignatureHeader = "x-signature";

    /// <summary>The text of the timestamp header; null if it is absent.</summary>
    public string? Timestamp { get; } = timestamp;

    /// <summary>The text of the signature header; null if it is absent.</summary>
    public string? Signature { get; } = signature;

    /// <summary>The body's bytes as received.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;
}

/// <summary>A delivery with a valid signature and a timestamp inside the window. Only <see cref="DeliveryVerifier"/> creates one.</summary>
public sealed class VerifiedDelivery
{
    internal VerifiedDelivery(string timestamp, DateTimeOffset signedAt, ReadOnlyMemory<byte> body) =>
        (Timestamp, SignedAt, Body) = (timestamp, signedAt, body);

    /// <summary>The timestamp's text as signed.</summary>
    public string Timestamp { get; }

    /// <summary>The timestamp as a time, in UTC.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The signed bytes, still encrypted.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
