namespace Testing.Deliveries;

/// <summary>One thing that a sender, a proxy or a forger may do to a delivery.</summary>
/// <param name="Name">For the report of a failure.</param>
/// <param name="Play">Changes the draft; the number chooses where and how.</param>
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
