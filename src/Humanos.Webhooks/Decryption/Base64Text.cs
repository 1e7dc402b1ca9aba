using System.Buffers;
using System.Buffers.Text;

namespace Humanos.Webhooks;

/// <summary>
/// Base64 as tolerant as the decoders of public receivers: standard and URL-safe alphabet, with or without padding, ASCII
/// whitespace ignored. What Humanos sends is not documented. Anything else is refused.
/// </summary>
internal static class Base64Text
{
    /// <summary>Decodes the standard form, which is what to expect, several times faster than the tolerant way.</summary>
    internal static bool TryDecodeStandard(ReadOnlySpan<byte> text, Span<byte> destination, out int length) =>
        Base64.DecodeFromUtf8(text, destination, out _, out length) == OperationStatus.Done;

    /// <summary>Decodes every tolerated form over itself.</summary>
    internal static bool TryDecodeInPlace(Span<byte> text, out int length)
    {
        length = 0;
        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');

        // The decoder below takes '%' for padding.
        if (text.Contains((byte)'%'))
        {
            return false;
        }

        try
        {
            length = Base64Url.DecodeFromUtf8InPlace(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
