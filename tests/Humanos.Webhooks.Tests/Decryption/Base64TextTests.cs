using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class Base64TextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("+/+/", "fbffbf")]
    [InlineData("-_-_", "fbffbf")]
    [InlineData("+_-/", "fbffbf")]
    [InlineData("QQ==", "41")]
    [InlineData("QQ=", "41")]
    [InlineData("QQ", "41")]
    [InlineData("QUI=", "4142")]
    [InlineData("QUI", "4142")]
    [InlineData("QUJD", "414243")]
    [InlineData(" Q\tU\rJ\nD ", "414243")]
    [InlineData("QQ = =\r\n", "41")]
    public void Every_spelling_of_base64_is_decoded(string text, string hex)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.True(Base64Text.TryDecodeInPlace(bytes, out int length));
        Assert.Equal(hex, Convert.ToHexStringLower(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("QUJDR")]
    [InlineData("=")]
    [InlineData("====")]
    [InlineData("Q=Q=")]
    [InlineData("QQ==QQ==")]
    [InlineData("QUJD=")]
    [InlineData("QQ===")]
    [InlineData("QQ%%")]
    [InlineData("QU*D")]
    [InlineData("QU.D")]
    [InlineData("QUé=")]
    [InlineData("QU\0D")]
    [InlineData("QU\u000BD")]
    [InlineData("data:;base64,QUJD")]
    public void Garbage_is_refused(string text) =>
        Assert.False(Base64Text.TryDecodeInPlace(Encoding.UTF8.GetBytes(text), out _));

    // 0x3E and 0x3F encode to the two characters that differ between the alphabets.
    [Theory]
    [InlineData("+", "/", "=")]
    [InlineData("-", "_", "")]
    [InlineData("\\u002b", "\\/", "\\u003d")]
    [InlineData(" +\\n", "/\\r\\n", "\\t=")]
    public void An_envelope_may_use_either_alphabet_escapes_and_whitespace(string plus, string slash, string padding)
    {
        byte[] plaintext = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        string body = Encoding.UTF8.GetString(EnvelopeEncryptor.Encrypt(plaintext, Given.EncryptionKey, iv: new byte[12]));
        Assert.Contains('+', body);
        Assert.Contains('/', body);

        DecryptionResult result = Given.Decrypt(body.Replace("+", plus).Replace("/", slash).Replace("=", padding));

        Assert.Equal(plaintext, Assert.IsType<DecryptionResult.Decrypted>(result).Event.Json.ToArray());
    }
}
