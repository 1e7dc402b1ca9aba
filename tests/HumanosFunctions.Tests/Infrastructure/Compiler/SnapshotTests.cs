using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>
/// What the compiler computes for three deployments is what the files in snapshots/ hold. After a meant change, read the
/// difference that <c>HUMANOS_RECOMPUTE_SNAPSHOTS=1 dotnet test tests/HumanosFunctions.Tests --filter SnapshotTests</c> makes in them.
/// </summary>
public sealed class SnapshotTests
{
    private const string Subscriber = """
        param auditKeep = 'P2D'
        param archiveDays = '3650'
        param archiveImmutableDays = '365'
        param principalType = 'ServicePrincipal'
        param subscribers = [
          { name: 'billing', principalId: '00000000-0000-0000-0000-000000000004', subjects: ['credential', 'identity'] }
          { name: 'research', principalId: '00000000-0000-0000-0000-000000000005', principalType: 'Group', subjects: [] }
          { name: 'coming' }
        ]
        """;

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [CompilerTheory]
    [InlineData("standard", "")]
    [InlineData("private", "param privateNetwork = 'true'")]
    [InlineData("subscriber", Subscriber)]
    public async Task The_deployment_makes_what_its_file_holds(string name, string parameters)
    {
        string made = await NormalisedAsync(name, parameters);
        string file = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Infrastructure", "Compiler", "snapshots", $"{name}.json");
        if (Environment.GetEnvironmentVariable("HUMANOS_RECOMPUTE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(file, made);
        }

        Assert.Equal((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"), made);
    }

    [CompilerFact]
    public async Task A_text_that_is_not_in_the_list_is_refused()
    {
        string[] parameters =
        [
            "privateNetwork = 'yes'", "purgeProtection = 'no'", "deployerAccess = 'me'", "serviceBusSku = 'Basic'",
            "instanceMemoryMB = '1024'", "principalType = 'Robot'", "location = 'moon'",
        ];
        using var copy = new TemplateCopy();
        string file = copy.PathOf("refused.bicepparam");
        await File.WriteAllTextAsync(file, $"using 'main.bicep'\nparam environmentName = 'test'\n{string.Concat(parameters.Select(parameter => $"param {parameter}\n"))}");

        CompilerRun run = await CompilerRun.OfAsync("snapshot", file, "--mode", "overwrite");

        Assert.NotEqual(0, run.ExitCode);
        Assert.All(Enumerable.Range(3, parameters.Length), line => Assert.Contains($"({line},", run.Faults, StringComparison.Ordinal));
    }

    [CompilerTheory]
    [InlineData("param alwaysReadyInstances = 'two'", "'two'")]
    [InlineData("param alwaysReadyInstances = '-1'", "HUMANOS_ALWAYS_READY")]
    [InlineData("param maximumInstanceCount = '1001'", "HUMANOS_MAXIMUM_INSTANCES")]
    [InlineData("param maximumInstanceCount = 'many'", "'many'")]
    [InlineData("param httpConcurrency = '0'", "HUMANOS_HTTP_CONCURRENCY")]
    [InlineData("param httpConcurrency = 'none'", "'none'")]
    [InlineData("param maxBodyBytes = '1'", "HUMANOS_MAX_BODY_BYTES")]
    [InlineData("param maxBodyBytes = '1 MB'", "'1 MB'")]
    [InlineData("param dailyLogGigabytes = '0'", "HUMANOS_DAILY_LOG_GIGABYTES")]
    [InlineData("param dailyLogGigabytes = 'all'", "'all'")]
    [InlineData("param archiveDays = '-1'", "HUMANOS_ARCHIVE_DAYS")]
    [InlineData("param archiveDays = 'P30D'", "'P30D'")]
    [InlineData("param archiveDays = '30'\nparam archiveImmutableDays = '31'", "HUMANOS_ARCHIVE_IMMUTABLE_DAYS")]
    [InlineData("param archiveImmutableDays = '1'", "HUMANOS_ARCHIVE_IMMUTABLE_DAYS")]
    [InlineData("param silentHours = '48'", "HUMANOS_SILENT_HOURS")]
    [InlineData("param silentHours = 'never'", "'never'")]
    [InlineData("param subscribers = [{ name: 'Credential' }]", "the name of a subscription of the app")]
    [InlineData("param subscribers = [{ name: 'Archive' }]", "the name of a subscription of the app")]
    [InlineData("param subscribers = [{ name: 'audit' }]", "the name of a subscription of the app")]
    [InlineData("param subscribers = [{ name: 'billing' }, { name: 'Billing' }]", "Two subscribers have the name")]
    [InlineData("param subscribers = [{ name: 'one', subjects: ['o\\'clock'] }]", "quotation mark")]
    public async Task A_value_that_does_not_fit_is_refused_by_name(string parameter, string said)
    {
        using var copy = new TemplateCopy();
        CompilerRun run = await copy.SnapshotAsync("refused", parameter);

        Assert.False(run.IsGood);
        Assert.Contains(said, run.Faults, StringComparison.Ordinal);
    }

    // Queries and the workbook have tests of their own; here they would only make every change to them twice.
    private static async Task<string> NormalisedAsync(string name, string parameters)
    {
        using var copy = new TemplateCopy();
        CompilerRun run = await copy.SnapshotAsync(name, parameters);
        Assert.True(run.IsGood, run.Faults);

        JsonArray resources = JsonNode.Parse(await File.ReadAllTextAsync(copy.PathOf($"{name}.snapshot.json")))!["predictedResources"]!.AsArray();
        foreach (JsonNode resource in resources.OfType<JsonNode>())
        {
            Shorten(resource["properties"], "serializedData");
            Shorten(resource["properties"]?["criteria"]?["allOf"]?[0], "query");
        }

        var ordered = new JsonArray([.. resources.OrderBy(resource => (string)resource!["id"]!, StringComparer.Ordinal).Select(resource => resource!.DeepClone())]);
        return ordered.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    private static void Shorten(JsonNode? holder, string member)
    {
        if (holder is JsonObject found && found.ContainsKey(member))
        {
            found[member] = "…";
        }
    }
}
