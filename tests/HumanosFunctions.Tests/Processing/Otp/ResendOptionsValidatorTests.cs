using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendOptionsValidatorTests
{
    [Fact]
    public void Resending_is_off_by_default_and_needs_nothing_then() => Assert.True(Validate(new Settings()).Succeeded);

    [Fact]
    public void With_keys_in_settings_it_can_be_on() => Assert.True(Validate(On(_ => { })).Succeeded);

    [Fact]
    public void With_a_vault_the_keys_are_looked_for_later() => Assert.True(Validate(On(InVault)).Succeeded);

    [Theory]
    [InlineData("https://api.example")]
    [InlineData("https://gateway.example/humanos/")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    public void The_API_is_called_over_https_or_on_loopback(string address) =>
        Assert.True(Validate(On(options => options.Resend.ApiBaseUri = new Uri(address))).Succeeded);

    public static TheoryData<string, Action<Settings>> Mistakes => new()
    {
        { "Humanos:ApiKey", options => options.Secrets.ApiKey = null },
        { "Humanos:ApiKey", options => options.Secrets.ApiKey = " " },
        { "Humanos:ApiSignatureSecret", options => options.Secrets.ApiSignatureSecret = null },
        { "Humanos:ApiKey", options => options.Secrets.KeyVaultUri = new Uri("https://vault.example") },
        { "Humanos:ApiBaseUri", options => options.Resend.ApiBaseUri = new Uri("http://api.example") },
        { "Humanos:ApiBaseUri", options => options.Resend.ApiBaseUri = new Uri("ftp://127.0.0.1") },
        { "Humanos:ApiBaseUri", options => options.Resend.ApiBaseUri = new Uri("api", UriKind.Relative) },
        { "Humanos:ApiBaseUri", options => options.Resend.ApiBaseUri = new Uri("https://api.example/?key=1") },
        { "Humanos:ApiBaseUri", options => options.Resend.ApiBaseUri = new Uri("https://somebody@api.example/") },
        { "Humanos:MaxResends", options => options.Resend.MaxResends = 0 },
        { "Humanos:MaxResends", options => options.Resend.MaxResends = 11 },
        { "Humanos:ResendDelay", options => options.Resend.ResendDelay = TimeSpan.Zero },
        { "Humanos:ResendDelay", options => options.Resend.ResendDelay = TimeSpan.FromHours(1) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key_and_shows_no_secret(string key, Action<Settings> mistake)
    {
        ValidateOptionsResult result = Validate(On(mistake));

        Assert.Contains(result.Failures!, failure => failure.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Failures!, failure => failure.Contains("confidential", StringComparison.Ordinal));
    }

    private static ValidateOptionsResult Validate(Settings options) =>
        new ResendOptionsValidator(options.Secrets).Validate(name: null, options.Resend);

    private static Settings On(Action<Settings> change)
    {
        var options = new Settings { Secrets = { ApiKey = "confidential key", ApiSignatureSecret = "confidential secret" }, Resend = { ResendOtp = true } };
        change(options);
        return options;
    }

    private static void InVault(Settings options)
    {
        options.Secrets.KeyVaultUri = new Uri("https://vault.example");
        options.Secrets.ApiKey = options.Secrets.ApiSignatureSecret = null;
    }

    public sealed class Settings
    {
        public SecretOptions Secrets { get; } = new();

        public ResendOptions Resend { get; } = new();
    }
}
