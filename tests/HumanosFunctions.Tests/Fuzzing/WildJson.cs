using System.Globalization;
using System.Text;

namespace HumanosFunctions.Tests.Fuzzing;

/// <summary>Writes JSON that is well-formed and that nobody expects: odd numbers and texts, repeated names, great depth.</summary>
internal sealed class WildJson(Random random, IReadOnlyList<string> names)
{
    private const int Deepest = 5;
    private const int Tower = 3_000;

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "-1", "1e999", "-1e-999", "1E400", "0.1e-7", "9007199254740993", "1780315200000", "1780315200",
        "123456789012345678901234567890123456789012345678901234567890", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
        "\"\\u0001\\u001f\\u007f\"", "\"\\r\\nInjected: header\"", "\"\u202E\u2066\"", "\"credential\"", "\"identity\"", "\"otp.failed\"", "\"test\"",
        "\"process.kyc.completed\"", "\"process.\"", "\"2026-05-17\"", "\"2026-06-01T20:15:00Z\"", "\"2026-02-30T25:61:61Z\"", "\"0000-00-00\"",
        "\"9999-12-31T23:59:59.9999999+14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"31-12-1999\"", "\"1780315200000\"", "\"9999999999999\"",
        "\"accepted\"", "\"rejected\"", "\"\\u0063redential\"", "\"credential\\u0000\"", "\"did:web:example.org\"", "\"/\\/\\b\\f\"",
    ];

    public string Object()
    {
        var text = new StringBuilder();
        WriteObject(text, depth: 0);
        return text.ToString();
    }

    public string Value() => Value(depth: Deepest - 1);

    private string Value(int depth)
    {
        var text = new StringBuilder();
        WriteValue(text, depth);
        return text.ToString();
    }

    private void WriteValue(StringBuilder text, int depth)
    {
        switch (random.Next(10))
        {
            case 0 when depth < Deepest:
                text.Append('[').AppendJoin(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1))).Append(']');
                break;
            case <= 3 when depth < Deepest:
                WriteObject(text, depth);
                break;
            case 9 when random.Next(50) == 0:
                WriteGiant(text);
                break;
            default:
                text.Append(Scalars[random.Next(Scalars.Length)]);
                break;
        }
    }

    private void WriteObject(StringBuilder text, int depth) => text
        .Append('{')
        .AppendJoin(',', Enumerable.Range(0, random.Next(8)).Select(_ => $"{Space()}{Name()}{Space()}:{Space()}{Value(depth + 1)}"))
        .Append(Space())
        .Append('}');

    private void WriteGiant(StringBuilder text)
    {
        int height = random.Next(1, Tower);
        _ = random.Next(3) switch
        {
            0 => text.Append('[', height).Append(']', height),
            1 => text.Insert(text.Length, "{\"deep\":", height).Append("null").Append('}', height),
            _ => text.Append('"').Append((char)random.Next('a', 'z'), height).Append('"'),
        };
    }

    // A name with its first letter escaped is the same name.
    private string Name()
    {
        string name = names[random.Next(names.Count)];
        return random.Next(12) == 0 ? $"\"\\u{(int)name[0]:x4}{name[1..]}\"" : $"\"{name}\"";
    }

    private string Space() => random.Next(8) == 0 ? "\r\n\t " : string.Empty;
}

/// <summary>Writes a member of an envelope in one of the ways that JSON and base64 have for the same bytes.</summary>
internal sealed class MemberText(Random random)
{
    private static readonly string[] Wrong = ["%", "A", "=", "====", "AA=A", "AAA==", "\\u0000", "é", "A\\\\A", "....", "-_+/=", "\\ud800"];

    public string Member(string name, byte[] bytes) => $"\"{Escaped(name)}\":\"{Value(bytes)}\"";

    public string NotBase64() => Wrong[random.Next(Wrong.Length)];

    private string Value(byte[] bytes)
    {
        string text = Convert.ToBase64String(bytes);
        return random.Next(6) switch
        {
            0 => text.Replace('+', '-').Replace('/', '_'),
            1 => text.TrimEnd('='),
            2 => text.Replace('+', '-').Replace('/', '_').TrimEnd('='),
            3 => text.Replace("/", "\\/", StringComparison.Ordinal),
            4 => Escaped(text),
            _ => text,
        };
    }

    private string Escaped(string text)
    {
        if (text.Length == 0 || random.Next(4) != 0)
        {
            return text;
        }

        int at = random.Next(text.Length);
        var escaped = new StringBuilder(text, 0, at, text.Length + 5);
        escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
        return escaped.Append(text, at + 1, text.Length - at - 1).ToString();
    }
}
