using System.Text.Json.Nodes;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The schemas of the payloads as sent say what the samples say, and allow for more.</summary>
public sealed class PayloadSchemaTests
{
    public static TheoryData<string> SampleNames => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_sample_fits_its_schema_which_describes_all_of_it(string sample)
    {
        var payload = Payload.Of(sample);
        var coverage = new SchemaCoverage(payload.Schema);
        coverage.Add(payload.Json);

        Assert.True(SchemaCheck.IsValid(payload.Schema, payload.Json));
        Assert.Empty(coverage.Undescribed);
    }

    [Fact]
    public void Every_schema_describes_a_sample()
    {
        IEnumerable<string> schemas = ContractFile.Names.Where(name => name.StartsWith("payloads/", StringComparison.Ordinal) && name != "payloads/parts.schema.json");

        Assert.Equal(schemas, Payload.All.Select(payload => payload.SchemaName).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Members_that_nobody_knows_are_allowed_at_every_depth(string sample)
    {
        var payload = Payload.Of(sample);

        Assert.All(Mutations.WithStrangers(payload.Json), more => Assert.True(SchemaCheck.IsValid(payload.Schema, more), more.ToJsonString()));
    }

    [Theory]
    [InlineData("v0-process/process.consent.completed", "processId")]
    [InlineData("v0-process/process.form.filled", "event")]
    [InlineData("v0-process/process.form.rejected", "rejectedAt")]
    [InlineData("v0-subject/otp.failed", "subjectId")]
    [InlineData("undated-did/identity", "issuerDid")]
    [InlineData("2026-03-03/credential", "requestId")]
    [InlineData("2026-03-07/identity", "decision")]
    [InlineData("2026-03-26/credential", "action")]
    [InlineData("2026-04-14/otp.failed", "otp")]
    [InlineData("2026-05-17/credential", "decision")]
    [InlineData("2026-05-17/test", "api_version")]
    public void Without_what_every_delivery_has_a_payload_does_not_fit(string sample, string member)
    {
        var payload = Payload.Of(sample);
        SchemaNode schema = payload.Schema;

        Assert.True(payload.Json.Remove(member));

        Assert.False(SchemaCheck.IsValid(schema, payload.Json));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void A_payload_of_another_type_or_version_does_not_fit(string sample)
    {
        var payload = Payload.Of(sample);
        JsonNode ofAnotherType = payload.Json.DeepClone();
        ofAnotherType[payload.Json.ContainsKey("eventType") ? "eventType" : "event"] = "another";
        JsonNode ofAnotherVersion = payload.Json.DeepClone();
        ofAnotherVersion["api_version"] = "1999-01-01";

        Assert.False(SchemaCheck.IsValid(payload.Schema, ofAnotherType));
        Assert.Equal(!payload.Json.ContainsKey("api_version"), SchemaCheck.IsValid(payload.Schema, ofAnotherVersion));
    }
}
