using System.Text.Json;

namespace Humanos.Webhooks.Tests;

public sealed class NormalisedEventTests
{
    public static TheoryData<string> SampleNames { get; } = [.. Samples.Names];

    private static string ExpectedFolder { get; } =
        RepositoryFiles.Path("tests", "Humanos.Webhooks.Tests", "Events", "Expected");

    [Fact]
    public void Every_expectation_has_a_sample_and_every_sample_an_expectation() =>
        Assert.Equal(Samples.Names, Directory
            .EnumerateFiles(ExpectedFolder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ExpectedFolder, file)[..^".json".Length].Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_sample_reads_as_expected_member_by_member(string name)
    {
        JsonElement expected = JsonElement.Parse(File.ReadAllBytes(Path.Combine(ExpectedFolder, name + ".json")));

        JsonElement actual = AnEvent.Normalised(AnEvent.Of(Samples.Read(name)));

        Assert.Empty(JsonDifference.Between(expected, actual));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void No_value_of_a_sample_is_lost(string name)
    {
        byte[] json = Samples.Read(name);

        Assert.Empty(Leaves.Lost(JsonElement.Parse(json), AnEvent.Normalised(AnEvent.Of(json))));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_sample_has_no_problems_and_keeps_its_text(string name)
    {
        byte[] json = Samples.Read(name);

        HumanosEvent read = AnEvent.Of(json);

        Assert.Empty(read.Problems);
        Assert.Equal(json, read.Json.ToArray());
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_sample_without_its_version_tells_the_same(string name)
    {
        var payload = System.Text.Json.Nodes.JsonNode.Parse(Samples.Read(name))!.AsObject();
        payload.Remove("api_version");

        JsonElement actual = AnEvent.Normalised(AnEvent.Of(payload.ToJsonString()));
        JsonElement expected = AnEvent.Normalised(AnEvent.Of(Samples.Read(name)));

        Assert.Equal(WithoutVersion(expected), WithoutVersion(actual));
    }

    // Without a version, payloads of 2026-03-03 to 2026-04-14 differ from earlier payloads only in the credential.
    private static IEnumerable<string> WithoutVersion(JsonElement normalised) => normalised
        .EnumerateObject()
        .Where(member => member.Name is not ("apiVersion" or "family"))
        .Select(member => $"{member.Name}: {member.Value}");
}
