using Humanos.Webhooks;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using HumanosFunctions.Tests.Secrets;
using Microsoft.Extensions.Options;
using Testing.Vault;

namespace HumanosFunctions.Tests.Quarantine;

public sealed class ReplaySecretsTests : IAsyncLifetime
{
    private VaultScenario _scenario = null!;
    private ReplaySecrets _secrets = null!;

    public async Task InitializeAsync()
    {
        _scenario = await VaultScenario.StartAsync();
        _secrets = new ReplaySecrets(_scenario.Secrets, Options.Create(new SecretOptions()), _scenario.Time, _scenario.Vault.Client());
    }

    public async Task DisposeAsync()
    {
        _secrets.Dispose();
        await _scenario.DisposeAsync();
    }

    [Fact]
    public async Task What_was_kept_may_be_read_with_every_version_that_nobody_has_disabled()
    {
        Put(new VaultVersion("sig0", "disabled", VaultScenario.Start.AddDays(-90)) { Enabled = false });
        Put(new VaultVersion("sig2", "second", VaultScenario.Start.AddDays(-20)) { Expires = VaultScenario.Start.AddDays(-5) });
        Put(new VaultVersion("sig3", "third", VaultScenario.Start.AddDays(-10)));

        WebhookSecrets accepted = await _secrets.ReadAsync(CancellationToken.None);

        Assert.Equal(["sig3", "sig2", "sig1"], accepted.SignatureKeys.Select(key => key.Generation));
        Assert.Equal("sig3 enc1/salt1", await _scenario.CountingAsync());
    }

    [Fact]
    public async Task However_many_versions_there_are_every_pair_of_them_stays_usable()
    {
        for (int number = 2; number <= 6; number++)
        {
            _scenario.Rotate(VaultReader.EncryptionSecretName, $"enc{number}", VaultScenario.Start.AddDays(-number));
            _scenario.Rotate(VaultReader.EncryptionSaltName, $"salt{number}", VaultScenario.Start.AddDays(-number));
        }

        WebhookSecrets accepted = await _secrets.ReadAsync(CancellationToken.None);

        // A key that a full cache had cleared would throw.
        Assert.Equal(36, accepted.EncryptionKeys.Count);
        Assert.All(accepted.EncryptionKeys, key => Assert.NotEmpty(EnvelopeEncryptor.Encrypt("{}"u8, key)));
    }

    private void Put(VaultVersion version) => _scenario.Vault.Secrets.Put(VaultReader.SignatureSecretName, version);
}
