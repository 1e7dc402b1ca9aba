using Azure;
using Azure.Security.KeyVault.Secrets;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Secrets;

public sealed class OptionalSecretsTests
{
    private static readonly SecretOptions Settings = new()
    {
        DocumentHashKey = "hash key of the settings",
        PersonIndexKey = "index key of the settings",
        ApiKey = "API key of the settings",
        ApiSignatureSecret = "API secret of the settings",
    };

    private readonly FakeTimeProvider _time = new();
    private readonly SingleSecretVault _vault = new();

    [Theory]
    [InlineData(OptionalSecret.DocumentHashKey, "hash key of the settings")]
    [InlineData(OptionalSecret.PersonIndexKey, "index key of the settings")]
    [InlineData(OptionalSecret.ApiKey, "API key of the settings")]
    [InlineData(OptionalSecret.ApiSignatureSecret, "API secret of the settings")]
    public async Task Without_a_vault_each_secret_is_its_own_setting(OptionalSecret secret, string value) =>
        Assert.Equal(value, await new OptionalSecrets(Options.Create(Settings), _time).GetAsync(secret, CancellationToken.None));

    [Fact]
    public async Task An_empty_setting_is_no_secret() => Assert.Null(
        await new OptionalSecrets(Options.Create(new SecretOptions { ApiKey = "" }), _time).GetAsync(OptionalSecret.ApiKey, CancellationToken.None));

    [Theory]
    [InlineData(OptionalSecret.DocumentHashKey, "humanos-document-hash-key")]
    [InlineData(OptionalSecret.PersonIndexKey, "humanos-person-index-key")]
    [InlineData(OptionalSecret.ApiKey, "humanos-api-key")]
    [InlineData(OptionalSecret.ApiSignatureSecret, "humanos-api-signature-secret")]
    public async Task With_a_vault_each_secret_has_its_own_name_there_and_settings_do_not_count(OptionalSecret secret, string name)
    {
        _vault.Put(name, "of the vault");

        Assert.Equal("of the vault", await Asked(secret));
    }

    [Fact]
    public async Task What_the_vault_does_not_hold_is_absent() => Assert.Null(await Asked(OptionalSecret.ApiKey));

    [Fact]
    public async Task A_vault_that_cannot_answer_is_no_vault_without_the_secret()
    {
        _vault.IsDown = true;

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Asked(OptionalSecret.ApiKey));
    }

    [Fact]
    public async Task An_answer_is_kept_for_the_refresh_time_and_no_longer()
    {
        var secrets = new OptionalSecrets(Options.Create(Settings), _time, _vault);
        _vault.Put("humanos-api-key", "first");
        Assert.Equal("first", await secrets.GetAsync(OptionalSecret.ApiKey, CancellationToken.None));
        _vault.Put("humanos-api-key", "second");

        _time.Advance(Settings.SecretRefresh - TimeSpan.FromTicks(1));
        Assert.Equal("first", await secrets.GetAsync(OptionalSecret.ApiKey, CancellationToken.None));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("second", await secrets.GetAsync(OptionalSecret.ApiKey, CancellationToken.None));
    }

    private Task<string?> Asked(OptionalSecret secret) =>
        new OptionalSecrets(Options.Create(Settings), _time, _vault).GetAsync(secret, CancellationToken.None).AsTask();
}

/// <summary>A vault client that answers from memory, for what asks only for the latest value of a secret.</summary>
internal sealed class SingleSecretVault : SecretClient
{
    private readonly Dictionary<string, string> _values = [];

    public bool IsDown { get; set; }

    public void Put(string name, string value) => _values[name] = value;

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version = null, CancellationToken cancellationToken = default) =>
        IsDown ? throw new RequestFailedException(503, "down")
        : _values.TryGetValue(name, out string? value) ? Task.FromResult(Response.FromValue(new KeyVaultSecret(name, value), null!))
        : throw new RequestFailedException(404, "not found");

    public override Task<Response<KeyVaultSecret>> GetSecretAsync(
        string name, string? version, SecretContentType? outContentType, CancellationToken cancellationToken = default) =>
        GetSecretAsync(name, version, cancellationToken);
}
