using System.Buffers;
using System.Buffers.Text;

namespace Humanos.Webhooks;

/// <summary>
/// Decodes base64 as tolerantly as the decoders of public receivers: standard or URL-safe alphabet, with or without padding,
/// ignoring ASCII whitespace. Which form Humanos sends is not documented. Everything else is rejected.
/// </summary>
internal static class Base64Text
{
    private const int Group = 4;
    private const byte Padding = (byte)'=';

    /// <summary>Decodes the standard form. This is the common case, and several times faster than <see cref="TryDecodeInPlace"/>.</summary>
    internal static bool TryDecodeStandard(ReadOnlySpan<byte> text, Span<byte> destination, out int length) =>
        Base64.DecodeFromUtf8(text, destination, out _, out length) == OperationStatus.Done;

    /// <summary>Decodes any accepted form in place.</summary>
    internal static bool TryDecodeInPlace(Span<byte> text, out int length)
    {
        length = 0;
        int digits = Compact(text, out int padding);
        if (digits < 0 || !IsWhole(digits, padding))
        {
            return false;
        }

        int whole = digits / Group * Group;
        Span<byte> rest = text[whole..digits];
        Span<byte> last = stackalloc byte[Group];
        last.Fill(Padding);
        rest.CopyTo(last);
        if (Base64.DecodeFromUtf8InPlace(text[..whole], out length) != OperationStatus.Done)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        bool ends = Base64.DecodeFromUtf8InPlace(last, out int more) == OperationStatus.Done;
        last[..more].CopyTo(text[length..]);
        length += more;
        return ends;
    }

    // Moves the digits to the front, in the standard alphabet. The platform's decoder rejects other characters.
    private static int Compact(Span<byte> text, out int padding)
    {
        int digits = 0;
        padding = 0;
        foreach (byte character in text)
        {
            switch (character)
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    break;
                case Padding:
                    padding++;
                    break;
                case var _ when padding > 0:
                    return -1;
                default:
                    text[digits++] = character switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => character };
                    break;
            }
        }

        return digits;
    }

    // Padding is optional, but must not exceed what the number of digits requires.
    private static bool IsWhole(int digits, int padding) => (digits % Group) switch
    {
        0 => padding == 0,
        2 => padding <= 2,
        3 => padding <= 1,
        _ => false,
    };
}
