namespace Testing.Deliveries;

/// <summary>A delivery while it is made: tricks change it before and after it is signed.</summary>
public sealed record Draft(IReadOnlyList<string> Secrets, DateTimeOffset SignedAt, string? Timestamp, byte[] Body)
{
    /// <summary>Signs; one of the secrets in force unless a trick takes another.</summary>
    public string Secret { get; init; } = Secrets[0];

    /// <summary>What is signed instead of timestamp, full stop and body; null where nothing is.</summary>
    public byte[]? SignedBytes { get; init; }

    public string? Signature { get; init; }

    public Draft WithSignature() => this with
    {
        Signature = SignedBytes is { } other
            ? SignatureOracle.SignRaw(Secret, other)
            : SignatureOracle.Sign(Secret, Timestamp ?? string.Empty, Body),
    };
}
