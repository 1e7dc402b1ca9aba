using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Secrets;

public sealed class KeyVaultSecretsTests : IAsyncLifetime
{
    private VaultScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await VaultScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task The_keys_are_those_of_the_vault() => Assert.Equal("sig1 enc1/salt1", await _scenario.CountingAsync());

    [Fact]
    public async Task Many_deliveries_at_once_ask_the_vault_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _scenario.GetAsync().AsTask()));
        int afterFirst = _scenario.Vault.Gate.Requests;
        await _scenario.GetAsync();

        // Three lists, three values, and the challenge before the first.
        Assert.Equal(7, afterFirst);
        Assert.Equal(afterFirst, _scenario.Vault.Gate.Requests);
    }

    [Fact]
    public async Task Through_an_outage_of_the_vault_the_last_answer_is_used_on_but_not_for_ever()
    {
        await _scenario.GetAsync();
        _scenario.Vault.Gate.IsDown = true;

        _scenario.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await _scenario.GetAsync());

        _scenario.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await _scenario.GetAsync());

        _scenario.Vault.Gate.IsDown = false;
        _scenario.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await _scenario.GetAsync());
    }

    [Fact]
    public async Task Through_an_outage_the_last_answer_is_used_for_the_refresh_time_and_the_grace_to_the_second()
    {
        await _scenario.GetAsync();
        _scenario.Vault.Gate.IsDown = true;

        _scenario.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromDays(1));
        Assert.NotNull(await _scenario.GetAsync());
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _scenario.GetAsync());
    }

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, "sig1")]
    [InlineData(VaultReader.EncryptionSecretName, "enc1")]
    [InlineData(VaultReader.EncryptionSaltName, "salt1")]
    public async Task Without_one_of_the_three_there_are_no_keys(string name, string version)
    {
        _scenario.Vault.Secrets.Change(name, version, secret => secret with { Enabled = false });

        Assert.Null(await _scenario.GetAsync());
    }

    [Fact]
    public async Task A_vault_that_never_answered_gives_no_keys()
    {
        _scenario.Vault.Gate.IsDown = true;

        Assert.Null(await _scenario.GetAsync());
    }

    [Fact]
    public async Task Versions_on_many_pages_are_all_seen()
    {
        _scenario.Vault.Secrets.PageSize = 1;
        for (int version = 2; version <= 5; version++)
        {
            _scenario.Rotate(VaultReader.SignatureSecretName, $"sig{version}", VaultScenario.Start.AddHours(version - 10));
        }

        Assert.Equal("sig5 sig4 enc1/salt1", await _scenario.CountingAsync());
    }

    [Fact]
    public async Task Reading_again_makes_no_new_keys()
    {
        WebhookSecrets first = (await _scenario.GetAsync())!;
        int requests = _scenario.Vault.Gate.Requests;
        _scenario.Time.Advance(TimeSpan.FromHours(1));
        WebhookSecrets second = (await _scenario.GetAsync())!;

        Assert.True(_scenario.Vault.Gate.Requests > requests);
        Assert.Same(first.SignatureKeys.Single(), second.SignatureKeys.Single());
        Assert.Same(first.EncryptionKeys.Single(), second.EncryptionKeys.Single());
    }
}
