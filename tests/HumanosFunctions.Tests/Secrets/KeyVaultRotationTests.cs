using HumanosFunctions.Secrets;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>Which versions count, and from when to when, with the vault read as seldom as can be.</summary>
public sealed class KeyVaultRotationTests : IAsyncLifetime
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    private VaultScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task After_a_rotation_both_versions_count_newest_first_and_every_pair_of_secret_and_salt()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start.AddHours(-1));
        _scenario.Rotate(VaultReader.EncryptionSecretName, "enc2", Start.AddHours(-1));
        _scenario.Rotate(VaultReader.EncryptionSaltName, "salt2", Start.AddHours(-1));

        Assert.Equal("sig2 sig1 enc2/salt2 enc2/salt1 enc1/salt2 enc1/salt1", await _scenario.CountingAsync());
    }

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, "new sig1 enc1/salt1", "new enc1/salt1")]
    [InlineData(VaultReader.EncryptionSecretName, "sig1 new/salt1 enc1/salt1", "sig1 new/salt1")]
    [InlineData(VaultReader.EncryptionSaltName, "sig1 enc1/new enc1/salt1", "sig1 enc1/new")]
    public async Task A_replaced_version_stops_counting_to_the_second_although_the_vault_is_not_asked(string name, string during, string after)
    {
        _scenario.Rotate(name, "new", Start.AddDays(-1) + OneMinute);
        Assert.Equal(during, await _scenario.CountingAsync());
        int requests = _scenario.Vault.Gate.Requests;

        _scenario.Time.Advance(OneMinute - TimeSpan.FromSeconds(1));
        Assert.Equal(during, await _scenario.CountingAsync());
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(after, await _scenario.CountingAsync());

        Assert.Equal(requests, _scenario.Vault.Gate.Requests);
    }

    [Fact]
    public async Task A_version_that_expires_stops_counting_to_the_second_and_one_before_it_takes_its_place()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start.AddHours(-1));
        _scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig2", version => version with { Expires = Start + OneMinute });
        Assert.Equal("sig2 sig1 enc1/salt1", await _scenario.CountingAsync());

        _scenario.Time.Advance(OneMinute);

        Assert.Equal("sig1 enc1/salt1", await _scenario.CountingAsync());
    }

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, "new sig1 enc1/salt1")]
    [InlineData(VaultReader.EncryptionSecretName, "sig1 new/salt1 enc1/salt1")]
    [InlineData(VaultReader.EncryptionSaltName, "sig1 enc1/new enc1/salt1")]
    public async Task A_version_counts_as_soon_as_its_time_has_come(string name, string after)
    {
        _scenario.Rotate(name, "new", Start.AddDays(-7));
        _scenario.Vault.Secrets.Change(name, "new", version => version with { NotBefore = Start + OneMinute });
        Assert.Equal("sig1 enc1/salt1", await _scenario.CountingAsync());

        _scenario.Time.Advance(OneMinute);

        await _scenario.BecomesAsync(after);
    }

    [Fact]
    public async Task A_disabled_version_stops_counting_with_the_next_read()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start.AddHours(-1));
        Assert.Equal("sig2 sig1 enc1/salt1", await _scenario.CountingAsync());
        _scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig1", version => version with { Enabled = false });

        _scenario.Time.Advance(TimeSpan.FromMinutes(5));

        await _scenario.BecomesAsync("sig2 enc1/salt1");
    }

    [Fact]
    public async Task After_a_quiet_time_a_version_that_was_disabled_in_it_does_not_open_the_door_once_more()
    {
        await _scenario.CountingAsync();
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start);
        _scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig1", version => version with { Enabled = false });

        _scenario.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("sig2 enc1/salt1", await _scenario.CountingAsync());
    }

    [Fact]
    public async Task A_secret_whose_only_version_is_disabled_gives_no_keys_although_earlier_ones_are_cached()
    {
        await _scenario.CountingAsync();
        _scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig1", version => version with { Enabled = false });

        _scenario.Time.Advance(TimeSpan.FromMinutes(5));

        await _scenario.BecomesAsync(string.Empty);
        _scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig1", version => version with { Enabled = true });
        _scenario.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("sig1 enc1/salt1", await _scenario.CountingAsync());
    }
}
