using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>The bytes that may have been signed, made from those that arrived by undoing what proxies and frameworks do.</summary>
internal static class BodyVariants
{
    private const string Means = "The signature covers the bytes as Humanos sent them. Something between Humanos and the app parsed the body and serialized it again.";
    private const string Todo = "Forward the body as raw bytes: turn off body parsing, reformatting and inspection in the proxy, gateway or middleware in front of the app.";

    // Every format is a copy.
    private const int MaxFormattedLength = 256 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body as it arrived first, then the likelier faults before the others.</summary>
    public static IEnumerable<Variant<byte[]>> Of(byte[] body)
    {
        yield return new(body, Fault: null);
        foreach ((string what, byte[] bytes) in Ends(body).Concat(Formats(body)).Append(("was replaced by the text [object Object]: an object was signed instead of its JSON", "[object Object]"u8.ToArray())))
        {
            if (!bytes.AsSpan().SequenceEqual(body))
            {
                yield return new(bytes, new Fault($"The body {what}.", Means, Todo));
            }
        }
    }

    private static IEnumerable<(string What, byte[] Bytes)> Ends(byte[] body)
    {
        byte[] trimmed = body.AsSpan().TrimEnd("\r\n"u8).ToArray();
        yield return ("has a line break at its end that was not signed", trimmed);
        yield return ("lacks the line feed at its end that was signed", [.. trimmed, (byte)'\n']);
        yield return ("lacks the line break (CR LF) at its end that was signed", [.. trimmed, (byte)'\r', (byte)'\n']);
        yield return ("has white space around it that was not signed", body.AsSpan().Trim(" \t\r\n"u8).ToArray());
        if (body.AsSpan().StartsWith("\uFEFF"u8))
        {
            yield return ("has a byte order mark that was not signed", body[3..]);
        }

        string text = Encoding.Latin1.GetString(body);
        yield return ("has line breaks of CR LF where LF was signed", Encoding.Latin1.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal)));
        yield return ("has line breaks of LF where CR LF was signed", Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));
    }

    // JSON with a duplicate member or half a surrogate pair cannot be serialized again, so it has no other format.
    private static List<(string What, byte[] Bytes)> Formats(byte[] body)
    {
        var formats = new List<(string, byte[])>();
        if (body.Length > MaxFormattedLength)
        {
            return formats;
        }

        try
        {
            JsonNode? root = JsonNode.Parse(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan(3) : body);
            formats.AddRange(root is null ? [] : FormatsOf(root));
        }
        catch (Exception unwritable) when (unwritable is JsonException or ArgumentException or InvalidOperationException)
        {
            // The formats that were created until then are tried.
        }

        return formats;
    }

    private static IEnumerable<(string What, byte[] Bytes)> FormatsOf(JsonNode root)
    {
        foreach ((string order, JsonNode node) in Orders(root))
        {
            string compact = Write(node, Compact);
            yield return ($"was re-formatted{order}: compact JSON was signed", Encoding.UTF8.GetBytes(compact));
            yield return ($"was re-formatted{order}: indented JSON was signed", Encoding.UTF8.GetBytes(Write(node, Compact with { Indented = true, NewLine = "\n" })));
            yield return ($"was re-formatted{order}: JSON indented by four spaces was signed", Encoding.UTF8.GetBytes(Write(node, Compact with { Indented = true, IndentSize = 4, NewLine = "\n" })));
            yield return ($"was re-formatted{order}: JSON with a space after each colon and comma was signed", Encoding.UTF8.GetBytes(Spaced(node)));
            yield return ($"was re-formatted{order}: JSON with escaped slashes was signed", Encoding.UTF8.GetBytes(compact.Replace("/", "\\/", StringComparison.Ordinal)));
            yield return ($"was re-formatted{order}: JSON with \\u escapes was signed", Encoding.UTF8.GetBytes(Write(node, Compact with { Encoder = JavaScriptEncoder.Default })));
        }
    }

    // The order as it is, and every other order of so few members.
    private static IEnumerable<(string Order, JsonNode Node)> Orders(JsonNode root)
    {
        yield return ("", root);
        if (root is JsonObject { Count: > 1 and <= 4 } members)
        {
            foreach (KeyValuePair<string, JsonNode?>[] order in Permutations([.. members]).Skip(1))
            {
                yield return (" and its members reordered", new JsonObject(order.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
            }
        }
        else if (root is JsonObject large)
        {
            yield return (" and its members reordered", new JsonObject(large.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        }
    }

    private static IEnumerable<T[]> Permutations<T>(T[] items) =>
        items.Length <= 1 ? [items] : items.SelectMany((item, at) => Permutations([.. items[..at], .. items[(at + 1)..]]).Select(rest => (T[])[item, .. rest]));

    private static string Write(JsonNode node, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // As Python's json.dumps writes by default.
    private static string Spaced(JsonNode node) => node switch
    {
        JsonObject members => $"{{{string.Join(", ", members.Select(member => $"{Write(JsonValue.Create(member.Key), Compact)}: {(member.Value is null ? "null" : Spaced(member.Value))}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(item => item is null ? "null" : Spaced(item)))}]",
        _ => Write(node, Compact),
    };
}
