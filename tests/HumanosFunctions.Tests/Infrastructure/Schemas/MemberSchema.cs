using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure.Schemas;

/// <param name="Type">The name of an object type, <c>string</c>, <c>int</c>, <c>bool</c>, <c>any</c>, or the allowed texts.</param>
internal sealed record MemberSchema(string Name, string Type, bool IsRequired, bool IsReadOnly)
{
    public static MemberSchema Of(JsonElement description)
    {
        string flags = description.TryGetProperty("flags", out JsonElement text) ? text.GetString() ?? string.Empty : string.Empty;
        return new MemberSchema(
            description.GetProperty("name").GetString()!,
            description.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "any",
            flags.Contains("Required", StringComparison.Ordinal),
            flags.Contains("ReadOnly", StringComparison.Ordinal));
    }
}
