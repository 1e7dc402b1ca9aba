using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData("", "The text is not well-formed JSON.")]
    [InlineData("{", "The text is not well-formed JSON.")]
    [InlineData("{}{}", "The text is not well-formed JSON.")]
    [InlineData("""{"a":1,}""", "The text is not well-formed JSON.")]
    [InlineData("""{"a":"\x"}""", "The text is not well-formed JSON.")]
    [InlineData("[]", "The value is not an object.")]
    [InlineData("null", "The value is not an object.")]
    [InlineData("\"{}\"", "The value is not an object.")]
    public void What_is_no_JSON_object_is_malformed(string text, string reason) =>
        Assert.Equal(new EventParsing.Malformed("$", reason), HumanosEvent.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_byte_order_mark_and_white_space_around_the_text_are_tolerated()
    {
        byte[] json = [.. Encoding.UTF8.Preamble, .. "\n{\"requestId\":\"r\"}\r\n"u8];

        HumanosEvent read = AnEvent.Of(json);

        Assert.Equal("r", read.RequestId);
        Assert.Equal(json, read.Json.ToArray());
    }

    [Fact]
    public void The_last_of_several_members_of_one_name_counts()
    {
        var read = AnEvent.Of<CredentialEvent>(
            """{"eventType":"identity","eventType":"credential","action":"accept","\u0061ction":"reject","credential":{"id":1},"credential":{"id":"c"}}""");

        CredentialDecision credential = Assert.Single(read.Credentials);
        Assert.Equal(("c", CredentialAction.Reject), (credential.Id, credential.Action!.Value));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'0', (byte)'0' })]
    public void Text_that_is_not_Unicode_is_kept_but_not_told_wherever_it_stands(byte[] text)
    {
        byte[] json = [.. "{\""u8, .. text, .. "\":1,\"requestId\":\""u8, .. text, .. "\",\"new\":\""u8, .. text, .. "\"}"u8];

        HumanosEvent read = AnEvent.Of(json);

        Assert.Null(read.RequestId);
        Assert.Equal("$.requestId", Assert.Single(read.Problems).Path);
        Assert.Equal(3, read.UnknownMembers.Count);
        Assert.Contains(read.UnknownMembers, member => member.Json.Span.SequenceEqual((byte[])[.. "\""u8, .. text, .. "\""u8]));
        Assert.NotNull(AnEvent.At(AnEvent.Normalised(read), "unknownMembers/2/value"));
    }

    [Theory]
    [InlineData("""{"eventType":"credential","credential":""", "[", "]", "}")]
    [InlineData("""{"eventType":"credential","credential":{"data":""", "[", "]", "}}")]
    [InlineData("""{"eventType":"credential","credential":{"data":""", """{"fields":""", "}", "}}")]
    [InlineData("""{"eventType":"new","x":""", """[{"x":""", "}]", "}")]
    public void A_million_levels_are_read_or_kept(string before, string opening, string closing, string after)
    {
        const int Levels = 1_000_000;
        byte[] json = Encoding.UTF8.GetBytes(new StringBuilder(before)
            .Insert(before.Length, opening, Levels).Append('1').Insert(before.Length + (opening.Length * Levels) + 1, closing, Levels)
            .Append(after).ToString());

        HumanosEvent read = AnEvent.Of(json);

        Assert.True(Assert.Single(read.UnknownMembers).Json.Length > Levels);
    }

    [Fact]
    public void Statements_within_statements_are_read_to_any_published_depth_and_kept_below()
    {
        const string Json = """{"eventType":"credential","credential":{"data":[{"label":"a","fields":[{"label":"b","fields":[{"label":"c"}]}]}]}}""";

        DataItem statement = Assert.Single(Assert.Single(AnEvent.Of<CredentialEvent>(Json).Credentials).Data);

        Assert.Equal(("a", "b", "c"), (statement.Label, statement.Fields[0].Label, statement.Fields[0].Fields[0].Label));
    }
}
