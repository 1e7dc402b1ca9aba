using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>
/// Reads a recorded request: raw HTTP as a proxy or <c>nc</c> writes it, the text of <c>curl -v</c> or <c>curl --trace-ascii</c>,
/// or an HTTP archive (HAR) as browsers and tunnels export it.
/// </summary>
public static class CaptureReader
{
    private const string Unknown = "The file is not a recorded request: it must be raw HTTP, the text of curl -v or --trace-ascii, or a HAR archive.";

    /// <summary>All requests of the file in their order; a HAR archive may have many.</summary>
    /// <exception cref="FormatException">The file is none of these; the message is one sentence.</exception>
    public static IReadOnlyList<CapturedRequest> Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ReadOnlySpan<byte> start = file.AsSpan().TrimStart("\uFEFF \t\r\n"u8);
        if (start.IsEmpty)
        {
            throw new FormatException("The file is empty.");
        }

        return start[0] == '{' ? ReadArchive(file.AsMemory(file.Length - start.Length)) : [CurlText.Read(file) ?? ReadRaw(start.ToArray())];
    }

    private static CapturedRequest ReadRaw(byte[] file)
    {
        (int end, int gap) = EndOfHead(file);
        string[] lines = Encoding.Latin1.GetString(file, 0, end).Split('\n');
        string[] request = lines[0].Trim().Split(' ');
        if (request is not [var method, var target, var version] || !version.StartsWith("HTTP/", StringComparison.Ordinal))
        {
            throw new FormatException(Unknown);
        }

        KeyValuePair<string, string>[] headers = [.. lines.Skip(1).Select(Header).OfType<KeyValuePair<string, string>>()];
        return new CapturedRequest(method, target, headers, file[Math.Min(file.Length, end + gap)..], At: null);
    }

    // Some recorders write bare line feeds.
    private static (int End, int Gap) EndOfHead(byte[] file)
    {
        int strict = file.AsSpan().IndexOf("\r\n\r\n"u8), loose = file.AsSpan().IndexOf("\n\n"u8);
        return strict >= 0 && (loose < 0 || strict < loose) ? (strict, 4) : loose >= 0 ? (loose, 2) : (file.Length, 0);
    }

    /// <summary>A header line; null if it is none. HTTP takes white space around the value away.</summary>
    internal static KeyValuePair<string, string>? Header(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? new(line[..colon].Trim(), line[(colon + 1)..].Trim()) : null;

    private static IReadOnlyList<CapturedRequest> ReadArchive(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument archive = JsonDocument.Parse(json);
            return [.. archive.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray().Select(Entry)];
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException(Unknown);
        }
    }

    private static CapturedRequest Entry(JsonElement entry)
    {
        JsonElement request = entry.GetProperty("request");
        return new CapturedRequest(
            request.GetProperty("method").GetString() ?? "",
            request.GetProperty("url").GetString() ?? "",
            [.. request.GetProperty("headers").EnumerateArray().Select(header => KeyValuePair.Create(header.GetProperty("name").GetString() ?? "", header.GetProperty("value").GetString() ?? ""))],
            request.TryGetProperty("postData", out JsonElement data) ? Data(data) : [],
            entry.TryGetProperty("startedDateTime", out JsonElement time)
                && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null);
    }

    private static byte[] Data(JsonElement data)
    {
        string text = data.TryGetProperty("text", out JsonElement value) ? value.GetString() ?? "" : "";
        bool isBase64 = (data.TryGetProperty("encoding", out JsonElement encoding) || data.TryGetProperty("_encoding", out encoding)) && encoding.GetString() == "base64";
        return isBase64 ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
    }
}
