using System.Globalization;
using System.Text;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>
/// The text that curl writes about a request. <c>-v</c> shows only the head; the user can add the body after it.
/// <c>--trace-ascii</c> also shows the body, in rows of text whose offsets give the actual length.
/// </summary>
internal static class CurlText
{
    private const string TraceHead = "=> Send header", TraceData = "=> Send data";

    /// <summary>The request; null where the text is not curl's.</summary>
    public static CapturedRequest? Read(byte[] file)
    {
        string[] lines = Encoding.Latin1.GetString(file).ReplaceLineEndings("\n").Split('\n');
        return lines.Any(line => line.StartsWith(TraceHead, StringComparison.Ordinal)) ? ReadTrace(lines)
            : lines.Any(IsRequestLine) ? ReadVerbose(lines)
            : null;
    }

    private static bool IsRequestLine(string line) =>
        line.StartsWith("> ", StringComparison.Ordinal) && line.Contains(" HTTP/", StringComparison.Ordinal);

    private static CapturedRequest ReadVerbose(string[] lines)
    {
        string[] head = [.. lines.SkipWhile(line => !IsRequestLine(line)).TakeWhile(line => line.StartsWith('>')).Select(line => line[1..].Trim())];
        string? body = lines.SkipWhile(line => !IsRequestLine(line)).FirstOrDefault(line => line.StartsWith('{'));
        return Request(head, body ?? "");
    }

    private static CapturedRequest ReadTrace(string[] lines)
    {
        var head = new List<string>();
        var body = new StringBuilder();
        int section = 0;
        foreach (string line in lines)
        {
            if (line.StartsWith("=> ", StringComparison.Ordinal) || line.StartsWith("<= ", StringComparison.Ordinal) || line.StartsWith("== ", StringComparison.Ordinal))
            {
                section = line.StartsWith(TraceHead, StringComparison.Ordinal) ? 1 : line.StartsWith(TraceData, StringComparison.Ordinal) ? 2 : 0;
            }
            else if (section == 1 && Row(line) is { } header)
            {
                head.Add(header.Text);
            }
            else if (section == 2 && Row(line) is { } data)
            {
                // curl omits a line break of the body, and continues with the offset after it.
                body.Append(data.Offset > body.Length ? "\r\n" : "").Append(data.Text);
            }
        }

        return Request([.. head], body.ToString());
    }

    private static (int Offset, string Text)? Row(string line) =>
        line.IndexOf(": ", StringComparison.Ordinal) is var end and >= 4
        && int.TryParse(line.AsSpan(0, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int offset)
            ? (offset, line[(end + 2)..])
            : null;

    private static CapturedRequest Request(string[] head, string body) => new(
        head.FirstOrDefault()?.Split(' ')[0] ?? "",
        head.FirstOrDefault()?.Split(' ').ElementAtOrDefault(1) ?? "",
        [.. head.Skip(1).Select(CaptureReader.Header).OfType<KeyValuePair<string, string>>()],
        Encoding.Latin1.GetBytes(body),
        At: null);
}
