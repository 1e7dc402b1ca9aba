using System.Text.Json.Nodes;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>A validator that others wrote, ajv, comes to the verdicts of the check in C#; and the AsyncAPI document is one.</summary>
public sealed class IndependentValidatorTests
{
    private const string Normalised = "normalised-event.schema.json";

    private static readonly string Scripts = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Contract", "js");

    [NodeFact]
    public async Task It_finds_samples_and_their_normalised_forms_valid_with_all_formats()
    {
        IReadOnlyList<bool> verdicts = await JudgeAsync(formats: true, Payload.All.SelectMany(payload => new[]
        {
            (payload.SchemaName, (JsonNode)payload.Json), (Normalised, Payload.Normalise(payload.Json)), (Normalised, Payload.Normalise(payload.Filled())),
        }));

        Assert.All(verdicts, Assert.True);
    }

    [NodeFact]
    public async Task It_judges_every_changed_sample_and_normalised_form_alike()
    {
        (string Schema, JsonNode Value)[] cases = [.. Payload.All.SelectMany(payload => Mutations.Of(payload.Json).Select(changed => (payload.SchemaName, changed))
            .Concat(Mutations.Of(Payload.Normalise(payload.Json)).Select(changed => (Normalised, changed))))];
        bool[] expected = [.. cases.Select(one => SchemaCheck.IsValid(SchemaNode.Of(one.Schema), one.Value))];

        IReadOnlyList<bool> verdicts = await JudgeAsync(formats: false, cases);

        Assert.Contains(true, expected);
        Assert.Contains(false, expected);
        Assert.Empty(cases.Where((_, index) => verdicts[index] != expected[index]).Select(one => $"{one.Schema}: {one.Value.ToJsonString()}").Take(3));
    }

    private static async Task<IReadOnlyList<bool>> JudgeAsync(bool formats, IEnumerable<(string Schema, JsonNode Value)> cases)
    {
        await Node.InstallAsync(Scripts);
        (string Schema, JsonNode Value)[] asked = [.. cases];
        IEnumerable<string> lines = asked.Select(one =>
            new JsonObject { ["schema"] = one.Schema, ["formats"] = formats, ["value"] = one.Value.DeepClone() }.ToJsonString());

        string output = await Node.RunScriptAsync(Path.Combine(Scripts, "validate.mjs"), [ContractFile.Folder], string.Join('\n', lines));

        bool[] verdicts = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(bool.Parse)];
        Assert.Equal(asked.Length + 1, verdicts.Length);
        Assert.True(verdicts[^1], "asyncapi.json is valid AsyncAPI 3.0");
        return verdicts[..^1];
    }
}
