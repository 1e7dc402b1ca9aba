using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Secrets;

public sealed class SettingsSecretsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_secrets_of_the_settings_verify_and_decrypt_and_nothing_is_newer()
    {
        using var cache = new EncryptionKeyCache();
        using var sender = new Sender();
        var source = new SettingsSecrets(
            Options.Create(new SecretOptions
            {
                SignatureSecret = Sender.SignatureSecret,
                EncryptionSecret = Sender.EncryptionSecret,
                EncryptionSalt = Sender.EncryptionSalt,
            }),
            cache);
        SealedDelivery sent = sender.Seal("{}"u8, Now);

        WebhookSecrets secrets = (await source.GetAsync(CancellationToken.None))!;
        VerificationResult result = new DeliveryVerifier(TimestampWindow.Default)
            .Verify(new ReceivedDelivery(sent.Timestamp, sent.Signature, sent.Body), secrets.SignatureKeys, Now);

        var verified = Assert.IsType<VerificationResult.Verified>(result);
        Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(verified.Delivery, secrets.EncryptionKeys));
        Assert.Equal("settings", verified.Key.Generation);
        Assert.Null(await source.RenewAsync(secrets, CancellationToken.None));
    }
}
