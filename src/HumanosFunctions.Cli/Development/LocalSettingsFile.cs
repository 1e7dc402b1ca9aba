using System.Text.Json;

namespace HumanosFunctions.Cli.Development;

/// <summary>The parts of local.settings.json.</summary>
internal static class LocalSettingsFile
{
    public static void RefuseEncrypted(string file, JsonElement root)
    {
        if (root.TryGetProperty("IsEncrypted", out JsonElement encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidDataException(
                $"{file} is encrypted; run 'func settings decrypt', or set \"IsEncrypted\": false and write the values in the clear.");
        }
    }

    public static IEnumerable<KeyValuePair<string, string?>> Section(string file, JsonElement root, string section, string prefix)
    {
        if (!root.TryGetProperty(section, out JsonElement values) || values.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().Select(value => Setting(file, section, prefix, value))
            : throw new InvalidDataException($"{file}: {section} must be an object of settings.");
    }

    private static KeyValuePair<string, string?> Setting(string file, string section, string prefix, JsonProperty property)
    {
        // Settings are environment variables in the end, where ':' is written '__'.
        string key = prefix + property.Name.Replace("__", ":", StringComparison.Ordinal);
        return property.Value.ValueKind switch
        {
            JsonValueKind.Null => new(key, null),
            JsonValueKind.Object or JsonValueKind.Array => throw new InvalidDataException(
                $"{file}: {section}.{property.Name} must be a plain value; write nested settings as \"outer__inner\"."),
            _ => new(key, property.Value.ToString()),
        };
    }
}
