namespace Humanos.Webhooks;

/// <summary>The plaintext of a verified delivery. Only <see cref="EnvelopeDecryptor"/> makes one.</summary>
public sealed class DecryptedEvent
{
    internal DecryptedEvent(ReadOnlyMemory<byte> json, DateTimeOffset signedAt, string timestamp) =>
        (Json, SignedAt, Timestamp) = (json, signedAt, timestamp);

    /// <summary>The plaintext, byte for byte: UTF-8 JSON (Humanos' webhook documentation), not yet checked to be that.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>When the delivery was signed, in UTC.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The timestamp's text as it was signed.</summary>
    public string Timestamp { get; }
}
