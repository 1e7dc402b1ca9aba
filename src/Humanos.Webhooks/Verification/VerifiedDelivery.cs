namespace Humanos.Webhooks;

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
