using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Development;

/// <summary>The app settings of a local run, from the same places as Core Tools.</summary>
public static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>
    /// The Values and ConnectionStrings of local.settings.json, overridden by the environment. A missing file is
    /// an empty file.
    /// </summary>
    public static IConfiguration Read(string? localSettingsPath) => new ConfigurationBuilder()
        .AddInMemoryCollection(localSettingsPath is not null && File.Exists(localSettingsPath) ? ReadFile(localSettingsPath) : [])
        .AddEnvironmentVariables()
        .Build();

    private static List<KeyValuePair<string, string?>> ReadFile(string path)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            if (file.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"{path} is not a JSON object.");
            }

            LocalSettingsFile.RefuseEncrypted(path, file.RootElement);
            return
            [
                .. LocalSettingsFile.Section(path, file.RootElement, "Values", prefix: ""),
                .. LocalSettingsFile.Section(path, file.RootElement, "ConnectionStrings", prefix: "ConnectionStrings:"),
            ];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(JsonPosition.Describe(path, exception), exception);
        }
    }
}

/// <summary>The parts of local.settings.json.</summary>
internal static class LocalSettingsFile
{
    public static void RefuseEncrypted(string file, JsonElement root)
    {
        if (root.TryGetProperty("IsEncrypted", out JsonElement encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidDataException(
                $"{file} is encrypted; run 'func settings decrypt', or set \"IsEncrypted\": false and write the values as plain text.");
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
        // In environment variables, '__' stands for ':'.
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

/// <summary>Describes where a file is not valid JSON, without quoting it, because settings files contain secrets.</summary>
internal static class JsonPosition
{
    public static string Describe(string file, Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException { LineNumber: { } line, BytePositionInLine: { } column })
            {
                return $"{file} is not valid JSON at line {line + 1}, position {column + 1}.";
            }
        }

        return $"{file} is not a valid JSON object.";
    }
}
