using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>Reads events and inspects their normalized form.</summary>
internal static class AnEvent
{
    public static HumanosEvent Of(ReadOnlyMemory<byte> json) => Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(json)).Event;

    public static HumanosEvent Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    public static T Of<T>(string json)
        where T : HumanosEvent => Assert.IsType<T>(Of(json));

    public static T OfSample<T>(string name)
        where T : HumanosEvent => Assert.IsType<T>(Of(Samples.Read(name)));

    public static JsonElement Normalised(HumanosEvent humanosEvent)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written))
        {
            NormalisedEvent.Write(writer, humanosEvent);
        }

        return JsonElement.Parse(written.GetBuffer().AsSpan(0, (int)written.Length), new JsonDocumentOptions { MaxDepth = 4096 });
    }

    /// <summary>The JSON of the value at a path such as <c>credentials/0/action</c>; null if there is none.</summary>
    public static string? At(JsonElement value, string path)
    {
        foreach (string step in path.Split('/'))
        {
            if (value.ValueKind == JsonValueKind.Array && int.Parse(step) < value.GetArrayLength())
            {
                value = value[int.Parse(step)];
            }
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }

        return value.GetRawText();
    }
}
