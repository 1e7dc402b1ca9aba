using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>Compares JSON member by member, so that a difference states its path.</summary>
internal static class JsonDifference
{
    public static IEnumerable<string> Between(JsonElement expected, JsonElement actual, string path = "$") =>
        (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => OfObjects(expected, actual, path),
            (JsonValueKind.Array, JsonValueKind.Array) => OfArrays([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], path),
            _ => JsonElement.DeepEquals(expected, actual) ? [] : [$"{path}: expected {expected}, found {actual}"],
        };

    // The order of members must also be equal.
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

/// <summary>Compares the strings and numbers at any depth of two JSON values. Booleans are excluded, because the model inverts some.</summary>
internal static class Leaves
{
    /// <summary>The values of the payload that the normalized form does not contain, not even as unknown members.</summary>
    public static IEnumerable<string> Lost(JsonElement payload, JsonElement normalised)
    {
        var kept = Of(normalised).Select(Spelling).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Of(payload).Where(leaf => !kept.Contains(Spelling(leaf)));
    }

    private static IEnumerable<string> Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Of(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Of),
        JsonValueKind.String or JsonValueKind.Number => [value.ToString()],
        _ => [],
    };

    // One value has two names in different versions. Its case also differs.
    private static string Spelling(string leaf) => leaf == "signature" ? CredentialKind.Document.Text : leaf;
}
