using System.Globalization;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Writes members that have a value, and omits all others.</summary>
internal static class OptionalMembers
{
    internal static void WriteText(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void WriteFlag(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    internal static void WriteNumber(this Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    internal static void WriteTime(this Utf8JsonWriter writer, string name, EventTime? time) => writer.WriteObject(name, time, static (writer, time) =>
    {
        writer.WriteText("value", time.Value?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteText("text", time.Text);
        writer.WriteText("source", JsonNamingPolicy.CamelCase.ConvertName(time.Source.ToString()));
    });

    internal static void WriteDate(this Utf8JsonWriter writer, string name, HumanosDate? date) => writer.WriteObject(name, date, static (writer, date) =>
    {
        writer.WriteText("value", date.Value?.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteText("text", date.Text);
    });

    internal static void WriteObject<T>(this Utf8JsonWriter writer, string name, T? item, Action<Utf8JsonWriter, T> writeMembers)
        where T : class
    {
        if (item is not null)
        {
            writer.WriteStartObject(name);
            writeMembers(writer, item);
            writer.WriteEndObject();
        }
    }

    internal static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyList<string> texts) =>
        writer.WriteItems(name, texts, static (writer, text) => writer.WriteStringValue(text));

    /// <summary>Writes an array of objects.</summary>
    internal static void WriteObjects<T>(
        this Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> writeMembers) =>
        writer.WriteItems(name, items, (writer, item) =>
        {
            writer.WriteStartObject();
            writeMembers(writer, item);
            writer.WriteEndObject();
        });

    private static void WriteItems<T>(
        this Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (T item in items)
            {
                write(writer, item);
            }

            writer.WriteEndArray();
        }
    }
}
