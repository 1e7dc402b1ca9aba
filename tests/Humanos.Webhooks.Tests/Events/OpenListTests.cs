namespace Humanos.Webhooks.Tests;

public sealed class OpenListTests
{
    [Theory]
    [InlineData("CONSENT", "CONSENT")]
    [InlineData("consent", "CONSENT")]
    [InlineData("signature", "DOCUMENT")]
    [InlineData("document", "DOCUMENT")]
    [InlineData("FORM", "FORM")]
    [InlineData("POLICY", "POLICY")]
    [InlineData("JSON", "JSON")]
    [InlineData("payment", "PAYMENT")]
    [InlineData("Something New", "Something New")]
    public void Known_kinds_have_one_spelling_and_unknown_ones_their_own(string sent, string expected) =>
        Assert.Equal(expected, Assert.Single(AnEvent.Of<CredentialEvent>(
            $$$"""{"eventType":"credential","credential":{"resourceType":"{{{sent}}}"}}""").Credentials).Kind.ToString());

    [Fact]
    public void Values_are_equal_by_their_text() =>
        Assert.Equal(
            (OtpErrorCode.RateLimited, CredentialStatus.Revoked, IdentityDocumentType.Passport),
            (new OtpErrorCode("RATE_LIMITED"), new CredentialStatus("REVOKED"), new IdentityDocumentType("PASSPORT")));

    [Fact]
    public void Values_show_their_text_and_a_value_that_nobody_set_shows_nothing()
    {
        Assert.Equal("CARRIER_REJECTED", $"{OtpErrorCode.CarrierRejected}{default(OtpErrorCode)}");
        Assert.Equal("ACTIVE", $"{CredentialStatus.Active}{default(CredentialStatus)}");
        Assert.Equal("reject", $"{CredentialAction.Reject}{default(CredentialAction)}");
        Assert.Equal("PAYMENT", $"{CredentialKind.Payment}{default(CredentialKind)}");
        Assert.Equal("DRIVER_LICENSE", $"{IdentityDocumentType.DriverLicense}{default(IdentityDocumentType)}");
        Assert.Equal("COMPLETED", $"{IdentityOutcome.Completed}{default(IdentityOutcome)}");
    }
}
