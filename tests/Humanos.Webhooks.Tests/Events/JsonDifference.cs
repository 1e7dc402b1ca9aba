using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>Compares JSON field by field, so that a mismatch names its path.</summary>
internal static class JsonDifference
{
    public static IEnumerable<string> Between(JsonElement expected, JsonElement actual, string path = "$") =>
        (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => OfObjects(expected, actual, path),
            (JsonValueKind.Array, JsonValueKind.Array) => OfArrays([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], path),
            _ => JsonElement.DeepEquals(expected, actual) ? [] : [$"{path}: expected {expected}, found {actual}"],
        };

    // The order counts too: it is stable for readers of the text.
    private static IEnumerable<string> OfObjects(JsonElement expected, JsonElement actual, string path)
    {
        string[] expectedNames = [.. expected.EnumerateObject().Select(member => member.Name)];
        string[] actualNames = [.. actual.EnumerateObject().Select(member => member.Name)];
        return expectedNames.SequenceEqual(actualNames)
            ? expectedNames.SelectMany(name => Between(expected.GetProperty(name), actual.GetProperty(name), $"{path}.{name}"))
            : [$"{path}: expected members {string.Join(", ", expectedNames)}, found {string.Join(", ", actualNames)}"];
    }

    private static IEnumerable<string> OfArrays(JsonElement[] expected, JsonElement[] actual, string path) =>
        expected.Length == actual.Length
            ? expected.Zip(actual).SelectMany((pair, index) => Between(pair.First, pair.Second, $"{path}[{index}]"))
            : [$"{path}: expected {expected.Length} items, found {actual.Length}"];
}
