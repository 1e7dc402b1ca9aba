using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Makes one list from an array, from arrays in an array, or from one value alone; leaves out null.</summary>
internal static class JsonItems
{
    // Published are two levels. Arrays deeper than this come out as items, which no reader can use.
    private const int Levels = 4;

    internal static IEnumerable<(string Path, JsonValue Item)> Of(JsonValue value, string path) => Of(value, path, Levels);

    private static IEnumerable<(string Path, JsonValue Item)> Of(JsonValue value, string path, int levels) => value.Type switch
    {
        JsonTokenType.Null => [],
        JsonTokenType.StartArray when levels > 0 => value.Items()
            .SelectMany((item, index) => Of(item, JsonPath.Item(path, index), levels - 1)),
        _ => [(path, value)],
    };
}
