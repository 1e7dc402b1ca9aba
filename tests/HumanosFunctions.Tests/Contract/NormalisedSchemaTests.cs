using System.Text.Json.Nodes;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The schema of the normalised form and its writer know the same members, neither more nor fewer.</summary>
public sealed class NormalisedSchemaTests
{
    private static readonly SchemaNode Schema = SchemaNode.Of("normalised-event.schema.json");

    public static TheoryData<string> SampleNames => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void What_is_written_of_a_sample_fits_however_the_sample_is_changed(string sample)
    {
        JsonObject payload = Payload.Of(sample).Json;

        Assert.All(Mutations.Of(payload).Prepend(payload), changed =>
        {
            JsonNode written = Payload.Normalise(changed);
            Assert.True(SchemaCheck.IsValid(Schema, written), written.ToJsonString());
        });
    }

    [Fact]
    public void Every_member_that_is_written_is_described_and_every_described_one_is_written()
    {
        SchemaCoverage coverage = CoverageOf(Schema);

        Assert.Empty(coverage.Undescribed);
        Assert.Empty(coverage.NeverShown());
    }

    [Fact]
    public void A_described_member_that_nobody_writes_is_noticed()
    {
        JsonObject changed = Schema.Schema.DeepClone().AsObject();
        changed["$defs"]!["w3cCredential"]!["properties"]!["planted"] = new JsonObject { ["type"] = "string" };

        Assert.Equal(["/$defs/w3cCredential/properties/planted"], CoverageOf(Of(changed)).NeverShown());
    }

    [Theory]
    [InlineData("2026-05-17/credential", "credential", "tags")]
    [InlineData("2026-05-17/credential", "time", "source")]
    [InlineData("2026-05-17/identity", "envelope", "issuer")]
    [InlineData("v0-process/process.kyc.completed", "identityDocument", "height")]
    public void A_written_member_that_nobody_describes_is_noticed(string sample, string definition, string member)
    {
        JsonObject changed = Schema.Schema.DeepClone().AsObject();
        Assert.True(changed["$defs"]![definition]!["properties"]!.AsObject().Remove(member));

        Assert.False(SchemaCheck.IsValid(Of(changed), Payload.Normalise(Payload.Of(sample).Json)));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_planted_member_is_refused_at_every_depth(string sample)
    {
        JsonNode written = Payload.Normalise(Payload.Of(sample).Json);

        Assert.All(Mutations.WithStrangers(written), planted => Assert.False(SchemaCheck.IsValid(Schema, planted), planted.ToJsonString()));
    }

    // Forms that are announced, and of which no payload is published.
    private static readonly string[] Announced =
    [
        """
        {"eventType":"identity","api_version":"2026-06-18","identity":{"birth":{"country":"PRT"},"nationality":["PRT"],
         "addresses":[{"type":"home","formatted":"Rua 1, Porto","street":"Rua 1","postalCode":"4000","city":"Porto","region":"Norte","country":"PRT"}]}}
        """,
        """
        {"eventType":"credential","api_version":"2026-07-06","credential":{"w3cCredential":
         {"issuer":{"id":"did:web:a","name":"A"},"issuanceDate":"2026-01-01","expirationDate":"2027-01-01"}}}
        """,
    ];

    private static SchemaCoverage CoverageOf(SchemaNode schema)
    {
        var coverage = new SchemaCoverage(schema);
        foreach (string announced in Announced)
        {
            coverage.Add(Payload.Normalise(JsonNode.Parse(announced)!.AsObject()));
        }

        foreach (Payload payload in Payload.All)
        {
            coverage.Add(Payload.Normalise(payload.Json));
            coverage.Add(Payload.Normalise(payload.Filled()));
            foreach (JsonNode changed in Mutations.Of(payload.Json))
            {
                coverage.Add(Payload.Normalise(changed));
            }
        }

        return coverage;
    }

    private static SchemaNode Of(JsonObject schema) => new(new ContractFile(Schema.File.Path, schema), string.Empty, schema);
}
