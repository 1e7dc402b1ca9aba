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
