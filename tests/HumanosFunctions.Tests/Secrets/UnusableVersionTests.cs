using HumanosFunctions.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Testing.Vault;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>A version that cannot be a key: the others serve, and the operator hears of it.</summary>
public sealed class UnusableVersionTests : IAsyncLifetime
{
    private VaultScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, " \n", "it is empty.")]
    [InlineData(VaultReader.EncryptionSecretName, "§§§ secret value §§§", "it is not base64: it decodes to nothing.", "=")]
    [InlineData(VaultReader.EncryptionSecretName, "", "it is empty.")]
    [InlineData(VaultReader.EncryptionSaltName, "", "it is empty.")]
    public async Task An_unusable_newest_version_is_passed_over_and_the_one_before_it_serves_on(string name, string value, string reason, string prefix = "")
    {
        _scenario.Vault.Secrets.Put(name, new VaultVersion("bad", prefix + value, Start.AddDays(-7)));
        using var measured = new RecordedMeasurements(_scenario.Metrics.Meter);

        Assert.Equal("sig1 enc1/salt1", await _scenario.CountingAsync());

        Assert.Contains(_scenario.Output.Everything, line => line.Contains($"Skipped version bad of {name}: {reason}", StringComparison.Ordinal));
        Assert.Equal([$"1 secret={name} version=bad"], measured.Of("humanos.secrets.passed_over"));
        Assert.Equal([(name, "bad")], (await _scenario.GetAsync())!.UnusableVersions.Select(version => (version.Name, version.Version)));
        Assert.DoesNotContain(_scenario.Output.Everything, line => line.Contains("secret value", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Between_two_good_versions_an_unusable_one_changes_nothing()
    {
        _scenario.Vault.Secrets.Put(VaultReader.EncryptionSecretName, new VaultVersion("bad", "=", Start.AddHours(-2)));
        _scenario.Rotate(VaultReader.EncryptionSecretName, "enc2", Start.AddHours(-1));

        Assert.Equal("sig1 enc2/salt1 enc1/salt1", await _scenario.CountingAsync());
    }

    [Fact]
    public async Task An_unusable_version_does_not_bring_back_what_its_predecessor_had_replaced()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start.AddDays(-7));
        _scenario.Vault.Secrets.Put(VaultReader.SignatureSecretName, new VaultVersion("bad", " ", Start.AddHours(-1)));

        Assert.Equal("sig2 enc1/salt1", await _scenario.CountingAsync());
    }

    [Fact]
    public async Task Without_a_usable_version_there_are_no_keys_and_a_good_one_ends_it()
    {
        _scenario.Vault.Secrets.Change(VaultReader.EncryptionSecretName, "enc1", version => version with { Value = "=" });
        Assert.Equal(string.Empty, await _scenario.CountingAsync());

        _scenario.Rotate(VaultReader.EncryptionSecretName, "enc2", Start);
        _scenario.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("sig1 enc2/salt1", await _scenario.CountingAsync());
    }

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, "secret value\n")]
    [InlineData(VaultReader.EncryptionSecretName, "\"c2VjcmV0IHZhbHVl\"")]
    [InlineData(VaultReader.EncryptionSaltName, " secret value")]
    [InlineData(VaultReader.EncryptionSaltName, "\ufeffsecret value")]
    public async Task White_space_or_quotes_at_an_end_are_warned_of_by_name_with_every_read_and_used(string name, string value)
    {
        _scenario.Vault.Secrets.Put(name, new VaultVersion("odd", value, Start.AddDays(-7)));
        using VaultRefresh refreshing = _scenario.MakeRefresh();

        CachedSecrets read = await refreshing.RunAsync(CachedSecrets.None);
        await refreshing.RunAsync(read);

        Assert.Equal(2, _scenario.Output.Everything.Count);
        Assert.All(_scenario.Output.Everything, line => Assert.StartsWith($"Warning HumanosFunctions.Secrets.VaultRefresh[33] The value of {name} begins or ends", line));
        Assert.DoesNotContain(_scenario.Output.Everything, line => line.Contains(value.Trim('"', ' ', '\n', '\ufeff'), StringComparison.Ordinal));
        Assert.NotNull(read.Keys.Secrets);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("se cr\"et")]
    [InlineData("")]
    [InlineData(null)]
    public void Ordinary_ends_are_not_suspicious(string? value) => Assert.False(SecretEnds.AreSuspicious(value));

    [Fact]
    public async Task Settings_are_warned_of_at_the_start_by_their_key()
    {
        var output = new RecordedOutput();
        var check = new SecretSettingsCheck(
            Options.Create(new SecretOptions { SignatureSecret = "value-one ", EncryptionSecret = "dmFsdWU=", EncryptionSalt = "'value-two'" }),
            new Logger<SecretSettingsCheck>(new LoggerFactory([output])));

        await check.StartAsync(CancellationToken.None);

        Assert.Collection(
            output.Everything,
            line => Assert.Contains("The value of Humanos:SignatureSecret begins", line),
            line => Assert.Contains("The value of Humanos:EncryptionSalt begins", line));
        Assert.DoesNotContain(output.Everything, line => line.Contains("value-", StringComparison.Ordinal));
    }
}
