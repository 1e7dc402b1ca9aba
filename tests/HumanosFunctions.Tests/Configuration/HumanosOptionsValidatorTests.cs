using HumanosFunctions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Configuration;

public sealed class HumanosOptionsValidatorTests
{
    private const string Secret = "c2VjcmV0";

    [Fact]
    public void Plain_secrets_alone_are_enough() => Assert.True(Validate(_ => { }).Succeeded);

    [Fact]
    public void A_vault_alone_is_enough() => Assert.True(Validate(InVault).Succeeded);

    [Theory]
    [InlineData(null)]
    [InlineData("tables")]
    [InlineData("sqlite")]
    public void Either_store_may_be_chosen_or_none(string? store) => Assert.True(Validate(options => options.Store = store).Succeeded);

    public static TheoryData<string, Action<HumanosOptions>> Mistakes => new()
    {
        { "Humanos:SignatureSecret", options => options.SignatureSecret = null },
        { "Humanos:SignatureSecret", options => options.SignatureSecret = "  " },
        { "Humanos:EncryptionSecret", options => options.EncryptionSecret = "" },
        { "Humanos:EncryptionSecret", options => options.EncryptionSecret = "=%&=" },
        { "Humanos:EncryptionSalt", options => options.EncryptionSalt = null },
        { "Humanos:KeyVaultUri", options => options.KeyVaultUri = new Uri("https://vault.example") },
        { "Humanos:KeyVaultUri", options => { InVault(options); options.KeyVaultUri = new Uri("vault", UriKind.Relative); } },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = 0 },
        { "Humanos:PublishTimeout", options => options.PublishTimeout = TimeSpan.Zero },
        { "Humanos:SecretRefresh", options => options.SecretRefresh = TimeSpan.Zero },
        { "Humanos:PreviousSecretGrace", options => options.PreviousSecretGrace = TimeSpan.FromSeconds(-1) },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.Zero },
        { "Humanos:TopicName", options => options.TopicName = " " },
        { "Humanos:TopicName", options => options.TopicName = new HumanosOptions().TopicName },
        { "Humanos:TopicName", options => options.TopicName = "humanos events" },
        { "Humanos:TopicName", options => options.TopicName = new string('a', 261) },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = int.MaxValue },
        { "Humanos:SecretRefresh", options => options.SecretRefresh = TimeSpan.MaxValue },
        { "Humanos:PreviousSecretGrace", options => options.PreviousSecretGrace = TimeSpan.MaxValue },
        { "Humanos:Store", options => options.Store = "memory" },
        { "Humanos:Store", options => options.Store = "" },
        { "Humanos:SqlitePath", options => options.SqlitePath = "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key_and_shows_no_secret(string key, Action<HumanosOptions> mistake)
    {
        ValidateOptionsResult result = Validate(mistake);

        Assert.Contains(result.Failures!, failure => failure.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Failures!, failure => failure.Contains(Secret, StringComparison.Ordinal));
    }

    private static ValidateOptionsResult Validate(Action<HumanosOptions> change)
    {
        var options = new HumanosOptions { SignatureSecret = "signature", EncryptionSecret = Secret, EncryptionSalt = "salt", TopicName = "humanos-events" };
        change(options);
        return new HumanosOptionsValidator().Validate(name: null, options);
    }

    private static void InVault(HumanosOptions options)
    {
        options.KeyVaultUri = new Uri("https://vault.example");
        options.SignatureSecret = options.EncryptionSecret = options.EncryptionSalt = null;
    }
}
