namespace Humanos.Webhooks.Tests;

public sealed class CredentialEventTests
{
    private const string Record = """{"id":"c","resourceType":"CONSENT","status":"PENDING","proofs":[{"type":"P"}],"data":[{"value":"v"}]}""";
    private const string W3c = """{"@context":["https://x"],"id":"c","type":["VerifiableCredential","ConsentCredential"],"credentialSubject":{"id":"s","data":[{"value":"v"}]},"proof":{"type":"P"}}""";
    private const string Holding = """{"id":"c","resourceType":"CONSENT","status":"DRAFT","w3cCredential":{"@context":[],"id":"w","proofs":[{"type":"P"}]}}""";

    [Theory]
    [InlineData(Record, null)]
    [InlineData(W3c, "c")]
    [InlineData(Holding, "w")]
    public void A_credential_is_a_record_a_W3C_credential_or_a_record_that_holds_one_in_any_version(string credential, string? w3cId)
    {
        foreach (string version in new[] { "", "2026-03-07", "2026-05-17", "2027-01-01" })
        {
            CredentialDecision read = Read($$"""{"eventType":"credential","api_version":"{{version}}","credential":{{credential}}}""");

            Assert.Equal("c", read.Id);
            Assert.Equal(CredentialKind.Consent, read.Kind);
            Assert.Equal("P", Assert.Single(read.Proofs).Type);
            Assert.Equal(w3cId, read.W3c?.Id);
            Assert.Empty(read.UnknownMembers);
        }
    }

    [Theory]
    [InlineData(""" "proof":{"type":"P"} """)]
    [InlineData(""" "proofs":{"type":"P"} """)]
    [InlineData(""" "proofs":[{"type":"P"}] """)]
    [InlineData(""" "proofs":[[{"type":"P"}]] """)]
    [InlineData(""" "proof":[[[{"type":"P"}]],null,[]] """)]
    [InlineData(""" "w3cCredential":{"proofs":[{"type":"P"}]} """)]
    [InlineData(""" "w3cCredential":{"proof":{"type":"P"}} """)]
    [InlineData(""" "@context":[],"proof":{"type":"P"} """)]
    public void Proofs_come_in_one_shape_wherever_and_however_they_stood(string members)
    {
        CredentialDecision read = Read($$$"""{"eventType":"credential","credential":{{{{members}}}}}""");

        Assert.Equal("P", Assert.Single(read.Proofs).Type);
        Assert.Empty(read.UnknownMembers);
    }

    [Theory]
    [InlineData("a word", """{"eventType":"credential","action":"WORD","credential":{}}""")]
    [InlineData("a word of the decision", """{"eventType":"credential","decision":{"action":"WORD"},"credential":{}}""")]
    [InlineData("a word of the decision in an older version", """{"eventType":"credential","api_version":"2026-03-07","decision":{"action":"WORD"},"credential":{}}""")]
    [InlineData("an older version's word in a newer one", """{"eventType":"credential","api_version":"2026-05-17","action":"WORD","credential":{}}""")]
    [InlineData("the version's own word first", """{"eventType":"credential","api_version":"2026-05-17","action":"other","decision":{"action":"WORD"},"credential":{}}""")]
    [InlineData("a word in capitals", """{"eventType":"credential","action":"CAPITALS","credential":{}}""")]
    [InlineData("a flag", """{"eventType":"credential","subjectId":"s","rejected":FLAG}""")]
    [InlineData("a flag in a version that has words", """{"eventType":"credential","api_version":"2026-05-17","rejected":FLAG,"credential":{}}""")]
    [InlineData("a flag of the item", """{"eventType":"process.consent.completed","metadata":{"items":[{"rejected":FLAG}]}}""")]
    [InlineData("the event's name", """{"event":"process.form.NAME","metadata":{"items":[{}]}}""")]
    public void Accept_and_reject_are_told_by(string what, string json)
    {
        Assert.True(Read(Spell(json, "accept", "ACCEPT", "false", "filled")).Action == CredentialAction.Accept, what);
        Assert.True(Read(Spell(json, "reject", "REJECT", "true", "rejected")).Action == CredentialAction.Reject, what);
    }

    [Theory]
    [InlineData("""{"eventType":"credential","credential":{}}""")]
    [InlineData("""{"eventType":"credential","action":null,"credential":{}}""")]
    [InlineData("""{"eventType":"credential","subjectId":"s"}""")]
    [InlineData("""{"eventType":"credential","subjectId":"s","rejected":"no"}""")]
    [InlineData("""{"eventType":"process.signature.completed","metadata":{"items":[{}]}}""")]
    [InlineData("""{"eventType":"process.consent.completed","metadata":{"items":[{"rejected":null}]}}""")]
    public void Nothing_is_made_up_where_neither_is_told(string json) => Assert.Null(Read(json).Action);

    [Fact]
    public void An_unknown_action_is_kept_and_is_no_accept() =>
        Assert.Equal(new CredentialAction("delegate"), Read("""{"eventType":"credential","action":"delegate","credential":{}}""").Action);

    [Theory]
    [InlineData("ACTIVE", true)]
    [InlineData("DRAFT", false)]
    [InlineData("REJECTED", false)]
    [InlineData("CANCELED", false)]
    [InlineData("REVOKED", false)]
    [InlineData("EXPIRED", false)]
    [InlineData("PENDING", false)]
    [InlineData("APPROVED", false)]
    [InlineData("active", false)]
    public void A_mandate_is_active_by_its_status_alone_whatever_one_grantor_did(string status, bool expected) =>
        Assert.Equal(expected, Read(
            $$$$"""{"eventType":"credential","decision":{"action":"accept"},"credential":{"status":"{{{{status}}}}","w3cCredential":{"proofs":[{}]}}}""")
            .IsActiveMandate);

    [Fact]
    public void A_delivery_of_several_items_tells_each_one_s_own_decision() =>
        Assert.Equal(
            [CredentialAction.Accept, CredentialAction.Reject, CredentialAction.Accept],
            AnEvent.OfSample<CredentialEvent>("v0-process/process.consent.completed").Credentials.Select(item => item.Action!.Value));

    private static CredentialDecision Read(string json) => Assert.Single(AnEvent.Of<CredentialEvent>(json).Credentials);

    private static string Spell(string json, string word, string capitals, string flag, string name) => json
        .Replace("WORD", word, StringComparison.Ordinal).Replace("CAPITALS", capitals, StringComparison.Ordinal)
        .Replace("FLAG", flag, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);
}
