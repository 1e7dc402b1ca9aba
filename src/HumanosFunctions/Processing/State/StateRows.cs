using System.Buffers;
using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing.State;

/// <summary>Makes rows of an event; the event's time and id order them against those of other events.</summary>
public static class StateRows
{
    public static StateRow Of(EventFacts facts, string kind, string key, Action<Utf8JsonWriter> members)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content, StoredJson.Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new StateRow
        {
            RequestId = facts.RequestId,
            Kind = kind,
            Key = key,
            OccurredAt = facts.OccurredAt,
            EventId = facts.EventId,
            Content = StoredJson.Fit(content.WrittenMemory),
        };
    }

    /// <summary>Writes a member only where there is a value.</summary>
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
