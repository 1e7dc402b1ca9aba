using System.Text.Json;

namespace Testing;

/// <summary>The values in a sample that speak of a person: everything but the few facts that route the event.</summary>
public static class PersonalData
{
    private static readonly HashSet<string> Personal =
    [
        "contact", "fullName", "birth", "docId", "fullDocId", "placeOfBirth", "professionalName", "documentDiscriminator",
        "internalId", "subjectInternalId", "professionalInternalId", "text", "value", "did", "userId", "subjectId",
    ];

    public static IReadOnlyList<string> In(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. Collect(document.RootElement, name: string.Empty).Distinct()];
    }

    private static IEnumerable<string> Collect(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Collect(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Collect(item, name)),
        JsonValueKind.String when Personal.Contains(name) && element.GetString() is { Length: > 4 } text => [text],
        _ => [],
    };
}
