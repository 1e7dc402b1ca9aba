using System.Globalization;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// Converts a JSON string that is not valid Unicode (an unpaired surrogate, invalid UTF-8) to valid text: the JSON string with its
/// quotes, and with escapes for everything that is not valid. Different strings have different results.
/// </summary>
internal static class OpaqueText
{
    private const int InvalidByte = 0x10000;

    internal static string Of(ReadOnlySpan<byte> token)
    {
        List<int> units = Units(token[1..^1]);
        var text = new StringBuilder("\"");
        for (int at = 0; at < units.Count; at++)
        {
            int unit = units[at];
            if (IsHigh(unit) && at + 1 < units.Count && IsLow(units[at + 1]))
            {
                text.Append((char)unit).Append((char)units[++at]);
            }
            else
            {
                Append(text, unit);
            }
        }

        return text.Append('"').ToString();
    }

    private static void Append(StringBuilder text, int unit) => _ = unit switch
    {
        >= InvalidByte => text.Append(CultureInfo.InvariantCulture, $"\\x{unit - InvalidByte:x2}"),
        '"' or '\\' => text.Append('\\').Append((char)unit),
        _ when IsHigh(unit) || IsLow(unit) => text.Append(CultureInfo.InvariantCulture, $"\\u{unit:x4}"),
        _ => text.Append((char)unit),
    };

    private static List<int> Units(ReadOnlySpan<byte> json)
    {
        List<int> units = [];
        while (!json.IsEmpty)
        {
            json = json[(json[0] == '\\' ? Escape(json, units) : Plain(json, units))..];
        }

        return units;
    }

    // The token is well-formed JSON, so an escape is complete.
    private static int Escape(ReadOnlySpan<byte> json, List<int> units)
    {
        if (json[1] == 'u')
        {
            units.Add(ushort.Parse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 6;
        }

        units.Add(json[1] switch { (byte)'b' => '\b', (byte)'f' => '\f', (byte)'n' => '\n', (byte)'r' => '\r', (byte)'t' => '\t', var same => same });
        return 2;
    }

    private static int Plain(ReadOnlySpan<byte> json, List<int> units)
    {
        if (Rune.DecodeFromUtf8(json, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
        {
            units.Add(InvalidByte + json[0]);
            return 1;
        }

        foreach (char unit in rune.ToString())
        {
            units.Add(unit);
        }

        return length;
    }

    private static bool IsHigh(int unit) => unit is >= 0xD800 and <= 0xDBFF;

    private static bool IsLow(int unit) => unit is >= 0xDC00 and <= 0xDFFF;
}
