using System.Globalization;
using System.Text;

namespace HumanosFunctions.Tests.Fuzzing;

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
