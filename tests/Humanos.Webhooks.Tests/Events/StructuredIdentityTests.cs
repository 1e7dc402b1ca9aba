namespace Humanos.Webhooks.Tests;

/// <summary>The structured identity document is announced, and its shape is not published: each value is found where such documents have it.</summary>
public sealed class StructuredIdentityTests
{
    [Theory]
    [InlineData("fullName", """{"fullName":"Ana Lima"}""", "Ana Lima")]
    [InlineData("fullName", """{"name":"Ana Lima"}""", "Ana Lima")]
    [InlineData("fullName", """{"name":{"full":"Ana Lima"}}""", "Ana Lima")]
    [InlineData("fullName", """{"fullName":{"given":"Ana","family":"Lima"}}""", "Ana Lima")]
    [InlineData("fullName", """{"person":{"firstName":"Ana","lastName":"Lima"}}""", "Ana Lima")]
    [InlineData("fullName", """{"familyName":"Lima"}""", "Lima")]
    [InlineData("gender", """{"person":{"sex":"F"}}""", "F")]
    [InlineData("docId", """{"document":{"number":"X1"}}""", "X1")]
    [InlineData("docId", """{"documentNumber":"X1"}""", "X1")]
    [InlineData("docId", """{"documents":[{"docId":"X1"}]}""", "X1")]
    [InlineData("fullDocId", """{"document":{"fullNumber":"X1-9"}}""", "X1-9")]
    [InlineData("documentType", """{"document":{"type":"PASSPORT"}}""", "PASSPORT")]
    [InlineData("documentType", """{"documentType":{"code":"PASSPORT"}}""", "PASSPORT")]
    [InlineData("documentType", """{"document":{"type":{"name":"PASSPORT"}}}""", "PASSPORT")]
    [InlineData("countryAlpha3", """{"document":{"issuingCountry":"PRT"}}""", "PRT")]
    [InlineData("countryAlpha3", """{"document":{"country":{"alpha3":"PRT"}}}""", "PRT")]
    [InlineData("countryAlpha3", """{"issuingCountry":{"code":"PRT"}}""", "PRT")]
    [InlineData("placeOfBirth", """{"birth":{"place":"Porto"}}""", "Porto")]
    [InlineData("placeOfBirth", """{"birth":{"place":{"city":"Porto"}}}""", "Porto")]
    [InlineData("placeOfBirth", """{"placeOfBirth":{"city":"Porto","country":"PRT"}}""", "Porto")]
    [InlineData("countryOfBirth", """{"placeOfBirth":{"city":"Porto","country":"PRT"}}""", "PRT")]
    [InlineData("countryOfBirth", """{"birth":{"country":{"code":"PRT"}}}""", "PRT")]
    [InlineData("countryOfBirth", """{"countryOfBirth":"PRT"}""", "PRT")]
    [InlineData("taxNumber", """{"person":{"taxNumber":"123"}}""", "123")]
    public void A_text_is_found_wherever_it_is(string member, string identity, string expected) =>
        AssertTold(identity, member, $"\"{expected}\"");

    [Theory]
    [InlineData("birth", """{"birth":{"date":"1990-01-31"}}""")]
    [InlineData("birth", """{"birth":{"date":"31-01-1990"}}""")]
    [InlineData("birth", """{"birth":{"date":{"year":1990,"month":1,"day":31}}}""")]
    [InlineData("birth", """{"birth":{"year":1990,"month":1,"day":31}}""")]
    [InlineData("birth", """{"birth":"31.01.1990"}""")]
    [InlineData("birth", """{"birth":"1990/01/31"}""")]
    [InlineData("birth", """{"birth":633744000000}""")]
    [InlineData("birth", """{"dateOfBirth":"1990-01-31"}""")]
    [InlineData("birth", """{"person":{"birthDate":"1990-01-31T00:00:00Z"}}""")]
    [InlineData("expiresAt", """{"document":{"expiresAt":"1990-01-31"}}""")]
    [InlineData("expiresAt", """{"document":{"expirationDate":"1990-01-31"}}""")]
    [InlineData("expiresAt", """{"expiryDate":"1990-01-31"}""")]
    [InlineData("issueDate", """{"document":{"issueDate":"1990-01-31"}}""")]
    [InlineData("issueDate", """{"issuedAt":"1990-01-31"}""")]
    public void A_date_is_found_wherever_and_in_whichever_form_it_is(string member, string identity) =>
        AssertTold(identity, $"{member}/value", "\"1990-01-31\"");

    [Theory]
    [InlineData("""{"birth":{"date":"soon"}}""", "$.identity.birth.date")]
    [InlineData("""{"birth":{"date":{"year":1990,"month":2,"day":30}}}""", "$.identity.birth.date")]
    [InlineData("""{"birth":{"year":1990,"month":13,"day":1}}""", "$.identity.birth")]
    [InlineData("""{"birth":{"era":"1990s"}}""", "$.identity.birth.era")]
    [InlineData("""{"birth":1990}""", "$.identity.birth")]
    [InlineData("""{"document":"X1"}""", "$.identity.document")]
    [InlineData("""{"document":{"chip":true}}""", "$.identity.document.chip")]
    [InlineData("""{"addresses":[{"door":5}]}""", "$.identity.addresses[0].door")]
    [InlineData("""{"addresses":[{"city":"Porto"},7]}""", "$.identity.addresses")]
    [InlineData("""{"nationality":7}""", "$.identity.nationality")]
    public void What_is_not_understood_stays_an_unknown_member(string identity, string path) =>
        Assert.Contains(Read(identity).UnknownMembers, member => member.Path == path || member.Path.StartsWith($"{path}.", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"nationality":"PRT"}""", """["PRT"]""")]
    [InlineData("""{"nationality":["PRT","BRA"]}""", """["PRT","BRA"]""")]
    [InlineData("""{"nationalities":[{"alpha3":"PRT"},{"code":"BRA"}]}""", """["PRT","BRA"]""")]
    [InlineData("""{"nationality":{"code":"PRT"}}""", """["PRT"]""")]
    [InlineData("""{"person":{"citizenship":"PRT"}}""", """["PRT"]""")]
    public void Nationalities_are_one_or_several(string identity, string expected) => AssertTold(identity, "nationalities", expected);

    [Theory]
    [InlineData("""{"address":"Rua 1, Porto"}""", """[{"text":"Rua 1, Porto"}]""")]
    [InlineData("""{"addresses":["Rua 1","Rua 2"]}""", """[{"text":"Rua 1"},{"text":"Rua 2"}]""")]
    [InlineData(
        """{"addresses":[{"type":"home","street":"Rua 1","zip":"4000","city":"Porto","state":"Norte","country":{"alpha3":"PRT"}}]}""",
        """[{"type":"home","street":"Rua 1","postalCode":"4000","city":"Porto","region":"Norte","country":"PRT"}]""")]
    public void Addresses_are_one_or_several(string identity, string expected) => AssertTold(identity, "addresses", expected);

    [Fact]
    public void A_whole_structured_document_leaves_nothing_unread()
    {
        IdentityEvent read = Read("""
            {"fullName":"Ana Lima","gender":"F","birth":{"date":"1990-01-31","place":"Porto","country":"PRT"},"nationality":["PRT"],
             "addresses":[{"street":"Rua 1","postalCode":"4000","city":"Porto","country":"PRT"}],
             "document":{"type":"PASSPORT","number":"X1","issuingCountry":"PRT","issueDate":"2020-01-01","expiresAt":"2030-01-01"}}
            """);

        Assert.Empty(read.UnknownMembers);
        Assert.Empty(read.Problems);
        Assert.Equal("2030-01-01", read.Identity!.ExpiresAt!.Text);
    }

    [Fact]
    public void The_published_member_has_precedence_over_every_other_place()
    {
        IdentityEvent read = Read("""{"docId":"flat","document":{"number":"nested"}}""");

        Assert.Equal("flat", read.Identity!.DocId);
        Assert.Equal("$.identity.document.number", Assert.Single(read.UnknownMembers).Path);
    }

    [Theory]
    [InlineData("""{"issuer":"did:web:a"}""", "issuer", "\"did:web:a\"")]
    [InlineData("""{"issuer":{"id":"did:web:a","name":"A"}}""", "issuer", "\"did:web:a\"")]
    [InlineData("""{"issuer":{"id":"did:web:a","name":"A"}}""", "issuerName", "\"A\"")]
    [InlineData("""{"validFrom":"2026-01-01"}""", "validFrom/source", "\"validFrom\"")]
    [InlineData("""{"issuanceDate":"2026-01-01"}""", "validFrom/source", "\"issuanceDate\"")]
    [InlineData("""{"expirationDate":"2026-01-01"}""", "validUntil/value", "\"2026-01-01T00:00:00.0000000Z\"")]
    [InlineData("""{"evidence":{"id":"e"}}""", "evidences/0/id", "\"e\"")]
    public void The_variants_of_a_W3C_credential_mean_the_same(string w3c, string path, string expected)
    {
        HumanosEvent read = AnEvent.Of($$"""{"eventType":"credential","api_version":"2026-07-06","credential":{"w3cCredential":{{w3c}} } }""");

        Assert.Equal(expected, AnEvent.At(AnEvent.Normalised(read), $"credentials/0/w3c/{path}"));
        Assert.Empty(read.UnknownMembers);
    }

    [Theory]
    [InlineData("proof", """{"proofValue":"z1"}""")]
    [InlineData("proof", """[{"proofValue":"z1"}]""")]
    [InlineData("proofs", """{"proofValue":"z1"}""")]
    [InlineData("proofs", """[[{"proofValue":"z1"}]]""")]
    public void A_proof_is_found_under_both_names(string name, string json)
    {
        var read = AnEvent.Of<CredentialEvent>($$"""{"eventType":"credential","credential":{"w3cCredential":{"{{name}}":{{json}} } } }""");

        Assert.Equal("z1", Assert.Single(Assert.Single(read.Credentials).Proofs).Value);
    }

    private static IdentityEvent Read(string identity) =>
        AnEvent.Of<IdentityEvent>($$"""{"eventType":"identity","api_version":"2026-06-18","decision":{"success":true},"identity":{{identity}} }""");

    private static void AssertTold(string identity, string path, string expected)
    {
        IdentityEvent read = Read(identity);

        Assert.Equal(expected, AnEvent.At(AnEvent.Normalised(read), $"identity/{path}"));
        Assert.Empty(read.UnknownMembers);
        Assert.Empty(read.Problems);
    }
}
