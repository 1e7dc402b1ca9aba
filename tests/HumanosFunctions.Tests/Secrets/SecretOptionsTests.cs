using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Secrets;

public sealed class SecretOptionsValidatorTests
{
    private const string Secret = "c2VjcmV0";

    [Fact]
    public void Plain_secrets_alone_are_enough() => Assert.True(Validate(_ => { }).Succeeded);

    [Fact]
    public void A_vault_alone_is_enough() => Assert.True(Validate(InVault).Succeeded);

    public static TheoryData<string, Action<SecretOptions>> Mistakes => new()
    {
        { "Humanos:SignatureSecret", options => options.SignatureSecret = null },
        { "Humanos:SignatureSecret", options => options.SignatureSecret = "  " },
        { "Humanos:EncryptionSecret", options => options.EncryptionSecret = "" },
        { "Humanos:EncryptionSecret", options => options.EncryptionSecret = "=%&=" },
        { "Humanos:EncryptionSalt", options => options.EncryptionSalt = null },
        { "Humanos:KeyVaultUri", options => options.KeyVaultUri = new Uri("https://vault.example") },
        { "Humanos:KeyVaultUri", options => { InVault(options); options.KeyVaultUri = new Uri("vault", UriKind.Relative); } },
        { "Humanos:SecretRefresh", options => options.SecretRefresh = TimeSpan.Zero },
        { "Humanos:PreviousSecretGrace", options => options.PreviousSecretGrace = TimeSpan.FromSeconds(-1) },
        { "Humanos:SecretRefresh", options => options.SecretRefresh = TimeSpan.MaxValue },
        { "Humanos:PreviousSecretGrace", options => options.PreviousSecretGrace = TimeSpan.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key_and_shows_no_secret(string key, Action<SecretOptions> mistake)
    {
        ValidateOptionsResult result = Validate(mistake);

        Assert.Contains(result.Failures!, failure => failure.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Failures!, failure => failure.Contains(Secret, StringComparison.Ordinal));
    }

    private static ValidateOptionsResult Validate(Action<SecretOptions> change)
    {
        var options = new SecretOptions { SignatureSecret = "signature", EncryptionSecret = Secret, EncryptionSalt = "salt" };
        change(options);
        return new SecretOptionsValidator().Validate(name: null, options);
    }

    private static void InVault(SecretOptions options)
    {
        options.KeyVaultUri = new Uri("https://vault.example");
        options.SignatureSecret = options.EncryptionSecret = options.EncryptionSalt = null;
    }
}

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
