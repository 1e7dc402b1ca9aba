using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class RoutingFactsTests
{
    [Theory]
    [InlineData("""{"eventType":"a","event":"b","type":"c"}""", "a")]
    [InlineData("""{"event":"b","eventType":"a"}""", "a")]
    [InlineData("""{"event":"b","type":"c"}""", "b")]
    [InlineData("""{"eventType":null,"event":"b"}""", "b")]
    [InlineData("""{"eventType":"","event":"b"}""", "b")]
    [InlineData("""{"eventType":7,"event":"b"}""", "b")]
    [InlineData("""{"type":"c"}""", null)]
    [InlineData("""{"EventType":"a"}""", null)]
    [InlineData("""{"data":{"eventType":"a"}}""", null)]
    [InlineData("""{"decision":{"eventType":"a"}}""", null)]
    [InlineData("""{"data":[{"eventType":"x"}],"eventType":"a"}""", "a")]
    [InlineData("""{"eventType":"a","eventType":"b"}""", "b")]
    [InlineData("""{"eventType":"a","eventType":null}""", null)]
    [InlineData("""{"\u0065vent\u0054ype":"\u0061\n"}""", null)]
    [InlineData("""{"\u0065vent\u0054ype":"\u0061\u00e9\ud83d\ude42"}""", "aé🙂")]
    public void The_event_type_is_eventType_or_else_event_at_the_top_level(string json, string? expected) =>
        Assert.Equal(expected, Given.Facts(json)!.EventType);

    [Theory]
    [InlineData("""{"requestId":"r","processId":"p"}""", "r", null)]
    [InlineData("""{"processId":"p","organizationId":"o"}""", "p", "o")]
    [InlineData("""{"organizationId":"o","issuerId":"i","issuerDid":"d"}""", null, "d")]
    [InlineData("""{"organizationId":"o","issuerId":"i"}""", null, "i")]
    [InlineData("{}", null, null)]
    public void Request_and_issuer_have_older_names(string json, string? requestId, string? issuer)
    {
        RoutingFacts facts = Given.Facts(json)!;
        Assert.Equal((requestId, issuer), (facts.RequestId, facts.Issuer));
    }

    [Fact]
    public void A_fact_longer_than_256_characters_counts_as_absent()
    {
        string fits = new('é', 256);
        Assert.Equal(fits, Given.Facts($$"""{"requestId":"{{fits}}"}""")!.RequestId);
        Assert.Null(Given.Facts($$"""{"requestId":"{{fits}}x"}""")!.RequestId);
        Assert.Null(Given.Facts($$"""{"requestId":"{{new string('x', 500_000)}}"}""")!.RequestId);
        string escaped = string.Concat(Enumerable.Repeat("\\u00e9", 256));
        Assert.Equal(fits, Given.Facts($$"""{"requestId":"{{escaped}}"}""")!.RequestId);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("a\\u0000")]
    [InlineData("a\\u001b[31m")]
    [InlineData("a\\r\\nb")]
    [InlineData("\\u0085")]
    [InlineData("   ")]
    public void A_text_that_is_unfit_for_a_property_counts_as_absent(string text)
    {
        RoutingFacts facts = Given.Facts($$"""{"requestId":"{{text}}","eventType":"test"}""")!;
        Assert.Equal((null, "test"), (facts.RequestId, facts.EventType));
    }

    [Fact]
    public void Invalid_UTF8_in_a_fact_loses_only_that_fact()
    {
        byte[] json = [.. "{\"\xFF\":\"\xFF\",\"requestId\":\"\xC3\x28\",\"eventType\":\"test\"}".Select(character => (byte)character)];
        RoutingFacts facts = Given.Facts(json)!;
        Assert.Equal((null, "test"), (facts.RequestId, facts.EventType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"eventType\"")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{}{}")]
    [InlineData("""{"eventType":"test",}""")]
    [InlineData("""{"eventType":"test"/* comment */}""")]
    [InlineData("""{"eventType":"test","broken":[}}""")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("{}\0")]
    public void What_is_not_one_JSON_object_has_no_facts(string json) => Assert.Null(Given.Facts(json));

    [Theory]
    [InlineData("\uFEFF{\"eventType\":\"test\"}")]
    [InlineData(" \r\n\t{\"eventType\":\"test\"}\r\n ")]
    public void Whitespace_and_a_byte_order_mark_are_tolerated(string json) => Assert.Equal("test", Given.Facts(json)!.EventType);

    [Fact]
    public void Any_depth_is_read()
    {
        const int depth = 300_000;
        var json = new StringBuilder("{\"decision\":").Insert(12, "{\"date\":", depth).Append('0').Append('}', depth).Append(",\"eventType\":\"test\"}");
        Assert.Equal("test", Given.Facts(json.ToString())!.EventType);
    }
}
