using System.Text.Json;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Schemas;

/// <summary>Azure's own schemas of every resource type in the templates, asked for once and kept beside the package.</summary>
public sealed class AzureSchemas : IAsyncLifetime
{
    private static readonly string Folder = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Infrastructure", "js");

    private readonly Dictionary<string, ResourceSchema> _schemas = [];

    internal IReadOnlyDictionary<string, ResourceSchema> Schemas => _schemas;

    public async Task InitializeAsync()
    {
        if (!Node.IsPresent)
        {
            return;
        }

        await Node.InstallAsync(Folder);
        string[] types = [.. BicepFile.All.SelectMany(file => file.Resources).Select(resource => resource.Type).Distinct()];
        using JsonDocument answers = JsonDocument.Parse(await Node.RunScriptAsync(Path.Combine(Folder, "schemas.mjs"), types));
        foreach (JsonProperty answer in answers.RootElement.EnumerateObject().Where(answer => answer.Value.ValueKind == JsonValueKind.Array))
        {
            _schemas.Add(answer.Name, new ResourceSchema(answer.Name, answer.Value));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
