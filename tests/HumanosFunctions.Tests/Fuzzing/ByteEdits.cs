using Testing.Deliveries;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>Changes bytes without regard to what they mean: flips, cuts, repeats, and puts in what parsers dislike.</summary>
internal sealed class ByteEdits(Random random)
{
    private const int MaxEdits = 4;

    private static readonly byte[][] Disliked =
    [
        "\0"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "\\u"u8.ToArray(), "\\ud800"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(),
        "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "NaN"u8.ToArray(), "1e999"u8.ToArray(), "-0"u8.ToArray(),
        "//"u8.ToArray(), "/*"u8.ToArray(), [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        "\u2028"u8.ToArray(), "\u202E"u8.ToArray(), "\r\n"u8.ToArray(), "99999999999999999999999"u8.ToArray(),
    ];

    public byte[] Of(byte[] bytes)
    {
        for (int edit = random.Next(1, MaxEdits + 1); edit > 0; edit--)
        {
            bytes = Edit(bytes);
        }

        return bytes;
    }

    private byte[] Edit(byte[] bytes)
    {
        int from = random.Next(bytes.Length + 1);
        int to = Math.Min(bytes.Length, from + random.Next(16));
        return random.Next(6) switch
        {
            0 when bytes.Length > 0 => Trick.Flip(bytes, random.Next()),
            1 => [.. bytes[..from], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[from..]],
            3 => bytes[..from],
            4 => [.. bytes[..from], .. Noise(), .. bytes[to..]],
            _ => [.. bytes[..from], .. Disliked[random.Next(Disliked.Length)], .. bytes[from..]],
        };
    }

    private byte[] Noise()
    {
        byte[] noise = new byte[random.Next(1, 32)];
        random.NextBytes(noise);
        return noise;
    }
}
