using System.Text.Json;

namespace Humanos.Webhooks.Tests;

/// <summary>The encryption secret decodes to the same bytes as in Node.</summary>
public sealed class NodeBase64Tests
{
    private const int Texts = 20_000;

    private static readonly string Script = Path.Combine(RepositoryFiles.Root, "tests", "Humanos.Webhooks.Tests", "js", "base64.mjs");

    private const string Digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

    private static readonly string[] Odd = ["=", "==", " ", "\n", "\t", "\0", "\"", "'", "*", "%", ".", ",", "é", "ÿ", "\u0100", "\u013d", "\u0159", "\u200b", "\ufeff", "\ud83d\ude00"];

    // Computed with: node -e "console.log(Buffer.from(TEXT, 'base64').toString('hex'))"
    [Theory]
    [InlineData("", "")]
    [InlineData("=", "")]
    [InlineData("Y", "")]
    [InlineData("YR", "61")]
    [InlineData("YR==", "61")]
    [InlineData("Y=Q", "")]
    [InlineData("YWJjZ", "616263")]
    [InlineData("YWJj=ZGVm", "616263")]
    [InlineData("YQ==YQ==", "61")]
    [InlineData("YW-_", "616fbf")]
    [InlineData("YW+/", "616fbf")]
    [InlineData("Y*WéJ\u200bj", "616263")]
    [InlineData("'YWJjZGVm'", "616263646566")]
    [InlineData("Y\u0159JjZGVm", "618263646566")]
    [InlineData("YWJj\ud83d\ude00ZGVm", "616263")]
    public void A_text_decodes_as_in_node(string text, string expected) => Assert.Equal(expected, Decode(text));

    [NodeFact]
    public async Task Random_texts_decode_as_in_node()
    {
        var random = new Random(20260517);
        string[] texts = [.. Enumerable.Range(0, Texts).Select(_ => TextOf(random))];

        string[] expected = JsonSerializer.Deserialize<string[]>(await Node.RunScriptAsync(Script, [], JsonSerializer.Serialize(texts)))!;

        Assert.Equal(Texts, expected.Length);
        Assert.All(texts.Zip(expected), pair => Assert.Equal(pair.Second, Decode(pair.First)));
    }

    private static string TextOf(Random random) => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ =>
        random.Next(8) > 0 ? Digits[random.Next(Digits.Length)].ToString() : Odd[random.Next(Odd.Length)]));

    private static string Decode(string text)
    {
        byte[] bytes = new byte[NodeBase64.MaxLength(text.Length)];
        return Convert.ToHexStringLower(bytes.AsSpan(0, NodeBase64.Decode(text, bytes)));
    }
}
