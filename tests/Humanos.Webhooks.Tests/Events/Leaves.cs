using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>The texts and numbers of a JSON text, wherever they stand. Flags are not among them: the model tells some the other way round.</summary>
internal static class Leaves
{
    /// <summary>Values of the payload that the normalised form has nowhere, not even among the unknown members.</summary>
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

    // One value has two names in the versions; case differs between them too.
    private static string Spelling(string leaf) => leaf == "signature" ? CredentialKind.Document.Text : leaf;
}
