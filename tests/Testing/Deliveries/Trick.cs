namespace Testing.Deliveries;

/// <summary>One manipulation of a delivery by a sender, a proxy, or an attacker.</summary>
/// <param name="Name">The name for failure reports.</param>
/// <param name="Play">Changes the draft. The number selects the position and the kind of change.</param>
public sealed record Trick(string Name, Func<Draft, int, Draft> Play)
{
    public static Trick None { get; } = new("none", (draft, _) => draft);

    public static string At(string text, int place, Func<char, char> change)
    {
        if (text.Length == 0)
        {
            return text;
        }

        char[] characters = text.ToCharArray();
        characters[place % text.Length] = change(characters[place % text.Length]);
        return new string(characters);
    }

    public static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        if (bytes.Length > 0)
        {
            flipped[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
        }

        return flipped;
    }
}

/// <summary>A delivery under construction. Tricks change it before and after it is signed.</summary>
public sealed record Draft(IReadOnlyList<string> Secrets, DateTimeOffset SignedAt, string? Timestamp, byte[] Body)
{
    /// <summary>The secret that signs: one of the accepted secrets, unless a trick uses another.</summary>
    public string Secret { get; init; } = Secrets[0];

    /// <summary>The bytes that are signed instead of timestamp, period, and body; null if they are not replaced.</summary>
    public byte[]? SignedBytes { get; init; }

    public string? Signature { get; init; }

    public Draft WithSignature() => this with
    {
        Signature = SignedBytes is { } other
            ? SignatureOracle.SignRaw(Secret, other)
            : SignatureOracle.Sign(Secret, Timestamp ?? string.Empty, Body),
    };
}
