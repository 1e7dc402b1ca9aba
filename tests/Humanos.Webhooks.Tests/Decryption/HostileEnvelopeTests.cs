using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class HostileEnvelopeTests
{
    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Noise_of_any_depth_overflows_nothing(char open, char close)
    {
        const int depth = 400_000;
        string level = open == '{' ? "{\"iv\":" : "[";
        string noise = string.Concat(Enumerable.Repeat(level, depth)) + "0" + new string(close, depth);
        string members = Encoding.UTF8.GetString(EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey))[1..];

        Assert.IsType<DecryptionResult.Decrypted>(
            Given.Decrypt($$"""{"noise":{{noise}},{{members}}"""));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_base64()
    {
        byte[] body = [.. "{\"iv\":\"\xFF\xFE\",\"data\":\"\",\"tag\":\"\"}".Select(character => (byte)character)];

        Assert.Equal(
            new DecryptionResult.NotAnEnvelope(EnvelopeFault.InvalidBase64),
            EnvelopeDecryptor.Decrypt(Given.Verified(body), [Given.EncryptionKey]));
    }

    [Fact]
    public void The_pooled_buffer_is_cleared_before_it_is_returned()
    {
        EnvelopeFault? fault = Envelope.Open(EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey), out Envelope envelope);
        Assert.Null(fault);
        ReadOnlySpan<byte> tag = envelope.Tag;
        byte[] before = tag.ToArray();

        envelope.Dispose();

        Assert.NotEqual(new byte[tag.Length], before);
        Assert.False(tag.ContainsAnyExcept((byte)0));
    }
}
