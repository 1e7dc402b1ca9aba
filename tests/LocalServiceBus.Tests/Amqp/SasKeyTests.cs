using LocalServiceBus.Amqp;

namespace LocalServiceBus.Tests.Amqp;

public sealed class SasKeyTests
{
    // printf 'sb%%3a%%2f%%2f127.0.0.1%%2f\n1900000000' | openssl dgst -sha256 -hmac SAS_KEY_VALUE -binary | base64
    private const string Signature = "Ux9oQSQ9xUBLAw5xE8IdM3Asb9MABiiWEsoWxl1Iwmg=";
    private static readonly DateTimeOffset Before = DateTimeOffset.FromUnixTimeSeconds(1_899_999_999);

    [Fact]
    public void A_token_signed_with_the_key_is_valid_until_it_expires()
    {
        Assert.True(SasKey.IsValidToken(Token(), Before));
        Assert.False(SasKey.IsValidToken(Token(), Before.AddSeconds(1)));
    }

    [Theory]
    [InlineData("sr=sb%3a%2f%2f127.0.0.1%2f", "sr=sb%3a%2f%2fother%2f")]
    [InlineData("se=1900000000", "se=1900000001")]
    [InlineData("se=1900000000", "se=soon")]
    [InlineData("skn=RootManageSharedAccessKey", "skn=Another")]
    [InlineData("SharedAccessSignature ", "Bearer ")]
    [InlineData("&sig=", "&other=")]
    public void A_token_that_was_changed_is_not(string part, string changed) =>
        Assert.False(SasKey.IsValidToken(Token().Replace(part, changed, StringComparison.Ordinal), Before));

    private static string Token() =>
        $"SharedAccessSignature sr=sb%3a%2f%2f127.0.0.1%2f&sig={Uri.EscapeDataString(Signature)}&se=1900000000&skn=RootManageSharedAccessKey";
}
