namespace Humanos.Webhooks.Tests;

public sealed class PayloadFamilyTests
{
    [Theory]
    [InlineData("2026-03-03", PayloadFamily.From20260303)]
    [InlineData("2026-03-07", PayloadFamily.From20260303)]
    [InlineData("2026-04-14", PayloadFamily.From20260303)]
    [InlineData("2026-04-30", PayloadFamily.From20260303)]
    [InlineData("2026-05-16", PayloadFamily.From20260303)]
    [InlineData("2026-05-17", PayloadFamily.From20260517)]
    [InlineData("2026-11-01", PayloadFamily.From20260517)]
    [InlineData("9999-12-31", PayloadFamily.From20260517)]
    public void A_version_is_read_as_the_nearest_earlier_one_whatever_its_shape(string version, PayloadFamily expected) =>
        Assert.Equal(expected, AnEvent.Of(
            $$$"""{"eventType":"credential","api_version":"{{{version}}}","subjectId":"s","processId":"p"}""").Family);

    [Theory]
    [InlineData("\"2026-03-02\"")]
    [InlineData("\"1999-01-01\"")]
    [InlineData("\"latest\"")]
    [InlineData("\"2026-05-17T00:00:00Z\"")]
    [InlineData("\"17-05-2026\"")]
    [InlineData("\"2026-13-01\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("20260517")]
    public void The_shape_tells_where_the_version_cannot(string version) =>
        Assert.Equal(PayloadFamily.V0Subject, AnEvent.Of($$"""{"api_version":{{version}},"issuerId":"i","subjectId":"s"}""").Family);

    [Theory]
    [InlineData("""{"event":"process.kyc.completed"}""", PayloadFamily.V0Process)]
    [InlineData("""{"event":"new","processId":"p"}""", PayloadFamily.V0Process)]
    [InlineData("""{"event":"new","organizationId":"o"}""", PayloadFamily.V0Process)]
    [InlineData("""{"eventType":"identity","issuerId":"i"}""", PayloadFamily.V0Subject)]
    [InlineData("""{"eventType":"identity","subjectId":"s"}""", PayloadFamily.V0Subject)]
    [InlineData("""{"eventType":"identity","user":{"did":"d"}}""", PayloadFamily.UndatedDid)]
    [InlineData("""{"eventType":"identity","issuerDid":"i","decisionDate":"2026-01-01"}""", PayloadFamily.UndatedDid)]
    [InlineData("""{"eventType":"credential","action":"accept"}""", PayloadFamily.UndatedDid)]
    [InlineData("""{"eventType":"credential","user":{"did":"d"},"credential":{"resourceType":"FORM"}}""", PayloadFamily.From20260303)]
    [InlineData("""{"eventType":"credential","credential":{"resourceType":"FORM","w3cCredential":{}}}""", PayloadFamily.From20260517)]
    [InlineData("""{"eventType":"otp.failed","user":{"id":"i"}}""", PayloadFamily.From20260517)]
    [InlineData("""{"eventType":"identity","decision":{"date":"2026-06-01"}}""", PayloadFamily.From20260517)]
    [InlineData("""{"eventType":"credential","decision":{"action":"accept"}}""", PayloadFamily.From20260517)]
    [InlineData("""{"eventType":"test","message":"m"}""", PayloadFamily.From20260517)]
    [InlineData("{}", PayloadFamily.From20260517)]
    public void A_shape_without_version_tells_the_generation(string json, PayloadFamily expected) =>
        Assert.Equal(expected, AnEvent.Of(json).Family);
}
