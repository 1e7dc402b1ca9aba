using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.State;

/// <summary>Creates rows from an event. The time and the id of the event order them relative to rows of other events.</summary>
internal static class StateRows
{
    public static StateRow Of(EventFacts facts, string kind, string key, Action<Utf8JsonWriter> members)
    {
        ReadOnlyMemory<byte> content = StoredJson.Write(json =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        });
        return new StateRow
        {
            RequestId = facts.RequestId,
            Kind = kind,
            Key = key,
            OccurredAt = facts.OccurredAt,
            EventId = facts.EventId,
            Content = StoredJson.Fit(content),
        };
    }

    /// <summary>Writes a member only if it has a value.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            json.WriteString(name, value);
        }
    }

    /// <inheritdoc cref="WriteKnown(Utf8JsonWriter, string, string?)"/>
    public static void WriteKnown(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
    }
}

/// <summary>The kinds of rows that the handlers store for a request.</summary>
internal static class RowKinds
{
    /// <summary>A processed event. The key is the event id.</summary>
    public const string Event = "event";

    /// <summary>What one event says about one credential and its decisions. The key begins with the event id.</summary>
    public const string CredentialFact = "credential-fact";

    /// <summary>From earlier versions: a credential as its newest event describes it. The key is the credential id.</summary>
    public const string Credential = "credential";

    /// <summary>From earlier versions: the newest decision of a grantor on a credential.</summary>
    public const string Decision = "decision";

    /// <summary>The outcome of an identity check. The key is the event id.</summary>
    public const string Identity = "identity";

    /// <summary>A failed one-time password. The key is the event id.</summary>
    public const string OtpFailure = "otp";

    /// <summary>An event without effect on the state. The key is the event id.</summary>
    public const string NotUnderstood = "not-understood";

    /// <summary>A person who is named in an event of the request. The key is a keyed hash.</summary>
    public const string Person = StateRow.IndexedKind;

    /// <summary>A requested resend. The key is the id of the event that requested it.</summary>
    public const string Resend = "resend";
}

/// <summary>
/// The JSON of a stored row. It is never embedded in HTML, so only the escaping that JSON requires is applied. If a row is still too long,
/// each long member is truncated, with its length and hash in additional members.
/// </summary>
internal static class StoredJson
{
    private const int MaxCut = 8 * 1024;
    private const int MinCut = 32;

    private const int MaxKeptBuffer = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A writer asks for 4 KiB more than the first 256 bytes, and most rows are shorter.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>Returns a copy of what is written.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> content = _buffer ?? new ArrayBufferWriter<byte>();
        _buffer = null;
        using (var json = new Utf8JsonWriter(content, Options))
        {
            write(json);
        }

        byte[] written = content.WrittenSpan.ToArray();
        if (content.Capacity <= MaxKeptBuffer)
        {
            // Clear the bytes too: they can be personal data.
            content.Clear();
            _buffer = content;
        }

        return written;
    }

    /// <summary>Returns the content, with members truncated until the row can be stored.</summary>
    public static ReadOnlyMemory<byte> Fit(ReadOnlyMemory<byte> content)
    {
        ReadOnlyMemory<byte> fitting = content;
        for (int maxLength = MaxCut; fitting.Length > StateRow.MaxContentLength && maxLength >= MinCut; maxLength /= 2)
        {
            fitting = Cut(content, maxLength);
        }

        return fitting;
    }

    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> content, int maxLength)
    {
        using JsonDocument document = JsonDocument.Parse(content);
        return Write(json => Write(json, document.RootElement, maxLength));
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, int maxLength)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    Write(json, member, maxLength);
                }

                json.WriteEndObject();
                break;

            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(json, item, maxLength);
                }

                json.WriteEndArray();
                break;

            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, JsonProperty member, int maxLength)
    {
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { } text && text.Length > maxLength)
        {
            json.WriteString(member.Name, TruncatedText.Beginning(text, maxLength));
            json.WriteNumber($"{member.Name}Length", text.Length);
            json.WriteString($"{member.Name}Sha256", TruncatedText.Hash(text));
            return;
        }

        json.WritePropertyName(member.Name);
        Write(json, member.Value, maxLength);
    }
}
