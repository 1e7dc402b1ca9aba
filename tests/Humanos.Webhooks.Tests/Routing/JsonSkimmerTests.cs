using System.Text;
using System.Text.Json;
using Testing;

namespace Humanos.Webhooks.Tests;

/// <summary>The fast way through a JSON text agrees with the platform's reader, or leaves the text to it.</summary>
public sealed class JsonSkimmerTests
{
    private const string Replacements = "\"{}[],:\\ \n0123456789-+.eEutfnax\u0001\u007f\u00e9";

    private static readonly string[] Names = ["a", "b", "eventType", "requestId", "decision", "timestamp"];
    private static readonly byte[][] Wanted = [.. Names.Select(Encoding.UTF8.GetBytes)];

    public static TheoryData<string> Texts =>
    [
        """{}""",
        """ { } """,
        """{"a":1}""",
        """{"a":"x","b":"y","a":"z"}""",
        """{ "a" : [ ] , "b" : { } }""",
        """{"a":[1,-0.5e+10,[true,false,null],{"b":{"a":["x"]}}],"b":-1E2}""",
        """{"a":"a long text without anything special in it, which is longer than two vectors of sixteen bytes","b":""}""",
        """{"a":"quote \" backslash \\ slash \/ \b\f\n\r\t \u00e9\uD83D\uDE42 and more text behind the escapes","b":"\\"}""",
        "{\r\n\t\"a\"\r\n:\t0\r\n}",
        """{"é":"ü","b":"🙂"}""",
    ];

    public static TheoryData<string> SampleNames => [.. Samples.Names];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_usual_text_needs_no_other_reader(string json) => AssertSkimmed(Encoding.UTF8.GetBytes(json));

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Every_documented_payload_needs_no_other_reader(string sample) => AssertSkimmed(Samples.Read(sample));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Whatever_byte_is_replaced_inserted_or_missing_both_readers_agree(string json)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        for (int at = 0; at <= text.Length; at++)
        {
            AssertAgree(text[..at]);
            foreach (byte other in Encoding.Latin1.GetBytes(Replacements))
            {
                AssertAgree([.. text[..at], other, .. text[at..]]);
                AssertAgree([.. text[..at], other, .. text[Math.Min(text.Length, at + 1)..]]);
            }
        }
    }

    [Theory]
    [InlineData("""{"\u0061":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"a":1}x""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":1.}""")]
    [InlineData("""{"a":1e}""")]
    [InlineData("""{"a":-}""")]
    [InlineData("""{"a":[1,]}""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":[}]""")]
    [InlineData("""{"a":"\u12g4"}""")]
    [InlineData("""{"a":"\x"}""")]
    [InlineData("""{"a":"x""")]
    [InlineData("""{"a":tru}""")]
    [InlineData("""{"a":1/*c*/}""")]
    public void Anything_unusual_is_left_to_the_platforms_reader(string json) => Assert.Null(Skim(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Sixty_four_levels_in_a_member_are_usual(int levels, bool usual)
    {
        byte[] arrays = Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', levels)}}{{new string(']', levels)}},"b":1}""");
        Assert.Equal(usual, Skim(arrays) is not null);
        AssertAgree(arrays);

        string open = string.Concat(Enumerable.Repeat("{\"x\":", levels - 1));
        AssertAgree(Encoding.UTF8.GetBytes($$"""{"a":{{open}}{}{{new string('}', levels - 1)}},"b":1}"""));
        Assert.Equal(JsonShape.Object, JsonObject.Find(arrays, Wanted, new JsonToken[Wanted.Length]));
    }

    private static void AssertSkimmed(byte[] json)
    {
        Assert.NotNull(Skim(json));
        AssertAgree(json);
    }

    private static void AssertAgree(byte[] json)
    {
        if (Skim(json) is { } skimmed && Read(json) is var read && !(read is not null && skimmed.SequenceEqual(read)))
        {
            Assert.Fail($"The readers disagree about {Convert.ToHexString(json)}.");
        }
    }

    private static JsonToken[]? Skim(byte[] json)
    {
        var found = new JsonToken[Wanted.Length];
        return JsonSkimmer.TryFind(json, Wanted, found) ? found : null;
    }

    private static JsonToken[]? Read(byte[] json)
    {
        var found = new JsonToken[Wanted.Length];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            reader.Read();
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                if (isObject && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    int name = reader.ValueIsEscaped ? -1 : Array.IndexOf(Names, Encoding.UTF8.GetString(reader.ValueSpan));
                    reader.Read();
                    (JsonTokenType type, int start) = (reader.TokenType, (int)reader.TokenStartIndex);
                    reader.Skip();
                    if (name >= 0)
                    {
                        found[name] = new JsonToken(type, start, (int)reader.BytesConsumed - start);
                    }
                }
            }

            return isObject ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
