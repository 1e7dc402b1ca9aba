using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure.Schemas;

internal sealed class ObjectSchema(JsonElement description)
{
    public IReadOnlyDictionary<string, MemberSchema> Members { get; } = description.TryGetProperty("properties", out JsonElement members)
        ? members.EnumerateArray().Select(MemberSchema.Of).ToDictionary(member => member.Name)
        : new Dictionary<string, MemberSchema>();

    /// <summary>The type of members with any other name; null where there may be none.</summary>
    public string? OtherMembers { get; } = description.TryGetProperty("additionalPropertiesType", out JsonElement type) ? type.GetString() : null;
}
