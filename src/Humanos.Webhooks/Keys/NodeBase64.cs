namespace Humanos.Webhooks;

/// <summary>
/// Base64 as Node's <c>Buffer.from(text, 'base64')</c> decodes it, which is what Humanos documents for the encryption
/// secret: no text is refused. Both alphabets count, the first <c>=</c> ends the text, any other character is passed over,
/// and bits that do not fill a byte are dropped.
/// </summary>
internal static class NodeBase64
{
    private const int BitsOfDigit = 6;
    private const int BitsOfByte = 8;

    /// <summary>The most bytes that a text of this length decodes to.</summary>
    public static int MaxLength(int characters) => (int)((long)characters * BitsOfDigit / BitsOfByte);

    /// <returns>How many bytes were written.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        uint bits = 0;
        int count = 0;
        int length = 0;
        foreach (char character in text)
        {
            // Node takes the low byte of a UTF-16 unit.
            byte low = unchecked((byte)character);
            if (low == '=')
            {
                break;
            }

            if (ValueOf(low) is not { } value)
            {
                continue;
            }

            bits = (bits << BitsOfDigit) | value;
            count += BitsOfDigit;
            if (count >= BitsOfByte)
            {
                count -= BitsOfByte;
                destination[length++] = unchecked((byte)(bits >> count));
            }
        }

        return length;
    }

    private static uint? ValueOf(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => (uint)(character - 'A'),
        >= (byte)'a' and <= (byte)'z' => (uint)(character - 'a' + 26),
        >= (byte)'0' and <= (byte)'9' => (uint)(character - '0' + 52),
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => null,
    };
}
