using System.Text.Json;

namespace Humanos.Webhooks.Tests;

public sealed class SampleFactsTests
{
    private static readonly Dictionary<string, ExpectedFacts> Expected = JsonSerializer.Deserialize<Dictionary<string, ExpectedFacts>>(
        File.ReadAllBytes(RepositoryFiles.Path("tests", "Humanos.Webhooks.Tests", "Routing", "sample-facts.json")),
        JsonSerializerOptions.Web)!;

    public static TheoryData<string> Names => [.. Samples.Names];

    [Fact]
    public void The_table_has_a_row_for_every_sample() =>
        Assert.Equal(Samples.Names, Expected.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_facts_of_a_sample_are_those_of_its_row(string name)
    {
        ExpectedFacts expected = Expected[name];

        Assert.Equal(
            new RoutingFacts(
                expected.EventType,
                expected.ApiVersion,
                expected.RequestId,
                expected.Issuer,
                expected.OccurredAt,
                HasOwnTime: expected.OccurredAt is not null),
            Given.Facts(Samples.Read(name)));
    }

    private sealed record ExpectedFacts(
        string? EventType, string? ApiVersion, string? RequestId, string? Issuer, DateTimeOffset? OccurredAt);
}
