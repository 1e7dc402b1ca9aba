using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Development;

/// <summary>The app settings of a local run, from where Core Tools takes them.</summary>
public static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>
    /// The Values and ConnectionStrings of local.settings.json, overridden by the environment. A file that is not there is
    /// an empty one.
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
