using Humanos.Webhooks;
using HumanosFunctions.Configuration;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Secrets;

public sealed class KeyVaultSecretsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly EncryptionKeyCache _keys = new();
    private LoopbackVault _vault = null!;
    private KeyVaultSecrets _secrets = null!;

    public async Task InitializeAsync()
    {
        _vault = await LoopbackVault.StartAsync();
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig1", "first signature secret", Start.AddDays(-30)));
        _vault.Put(VaultReader.EncryptionSecretName, new VaultVersion("enc1", Convert.ToBase64String(new byte[32]), Start.AddDays(-30)));
        _vault.Put(VaultReader.EncryptionSaltName, new VaultVersion("salt1", "first salt", Start.AddDays(-30)));
        IOptions<HumanosOptions> options = Options.Create(new HumanosOptions());
        _secrets = new KeyVaultSecrets(new VaultReader(_vault.Client(), options, _keys, _time), options, _time, NullLogger<KeyVaultSecrets>.Instance);
    }

    public async Task DisposeAsync()
    {
        _secrets.Dispose();
        _keys.Dispose();
        await _vault.DisposeAsync();
    }

    [Fact]
    public async Task The_keys_are_those_of_the_vault()
    {
        WebhookSecrets? secrets = await _secrets.GetAsync(CancellationToken.None);

        Assert.Equal("sig1", Assert.Single(secrets!.SignatureKeys).Generation);
        Assert.Equal("enc1/salt1", Assert.Single(secrets.EncryptionKeys).Generation);
    }

    [Fact]
    public async Task After_a_rotation_both_versions_count_newest_first_and_every_pair_of_secret_and_salt()
    {
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig2", "second", Start.AddHours(-1)));
        _vault.Put(VaultReader.EncryptionSecretName, new VaultVersion("enc2", Convert.ToBase64String([1, 2, 3]), Start.AddHours(-1)));
        _vault.Put(VaultReader.EncryptionSaltName, new VaultVersion("salt2", "second", Start.AddHours(-1)));

        WebhookSecrets? secrets = await _secrets.GetAsync(CancellationToken.None);

        Assert.Equal(["sig2", "sig1"], secrets!.SignatureKeys.Select(key => key.Generation));
        Assert.Equal(["enc2/salt2", "enc2/salt1", "enc1/salt2", "enc1/salt1"], secrets.EncryptionKeys.Select(key => key.Generation));
    }

    [Fact]
    public async Task What_was_kept_may_be_read_with_every_version_that_nobody_has_disabled()
    {
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig0", "disabled", Start.AddDays(-90)) { Enabled = false });
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig2", "second", Start.AddDays(-20)) { Expires = Start.AddDays(-5) });
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig3", "third", Start.AddDays(-10)));
        IOptions<HumanosOptions> options = Options.Create(new HumanosOptions());
        using var secrets = new ReplaySecrets(_secrets, options, _time, _vault.Client());

        WebhookSecrets accepted = await secrets.ReadAsync(CancellationToken.None);

        Assert.Equal(["sig3", "sig2", "sig1"], accepted.SignatureKeys.Select(key => key.Generation));
        Assert.Equal(["sig3"], (await _secrets.GetAsync(CancellationToken.None))!.SignatureKeys.Select(key => key.Generation));
    }

    [Fact]
    public async Task However_many_versions_there_are_every_pair_of_them_stays_usable()
    {
        for (int number = 2; number <= 6; number++)
        {
            _vault.Put(VaultReader.EncryptionSecretName, new VaultVersion($"enc{number}", Convert.ToBase64String([(byte)number]), Start.AddDays(-number)));
            _vault.Put(VaultReader.EncryptionSaltName, new VaultVersion($"salt{number}", $"salt {number}", Start.AddDays(-number)));
        }

        using var secrets = new ReplaySecrets(_secrets, Options.Create(new HumanosOptions()), _time, _vault.Client());
        WebhookSecrets accepted = await secrets.ReadAsync(CancellationToken.None);

        // A key that a full cache had cleared would throw.
        Assert.Equal(36, accepted.EncryptionKeys.Count);
        Assert.All(accepted.EncryptionKeys, key => Assert.NotEmpty(EnvelopeEncryptor.Encrypt("{}"u8, key)));
    }

    [Fact]
    public async Task The_version_before_stops_counting_when_the_grace_is_over()
    {
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig2", "second", Start.AddHours(-1)));
        _time.Advance(TimeSpan.FromHours(23));

        WebhookSecrets? secrets = await _secrets.GetAsync(CancellationToken.None);

        Assert.Equal("sig2", Assert.Single(secrets!.SignatureKeys).Generation);
    }

    [Fact]
    public async Task Many_deliveries_at_once_ask_the_vault_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _secrets.GetAsync(CancellationToken.None).AsTask()));
        int afterFirst = _vault.Requests;
        await _secrets.GetAsync(CancellationToken.None);

        // Three lists, three values, and the challenge before the first.
        Assert.Equal(7, afterFirst);
        Assert.Equal(afterFirst, _vault.Requests);
    }

    [Fact]
    public async Task A_new_version_is_seen_after_the_refresh_time()
    {
        await _secrets.GetAsync(CancellationToken.None);
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig2", "second", Start));
        Assert.Single((await _secrets.GetAsync(CancellationToken.None))!.SignatureKeys);

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, (await _secrets.GetAsync(CancellationToken.None))!.SignatureKeys.Count);
    }

    [Fact]
    public async Task Through_an_outage_of_the_vault_the_last_answer_is_used_on_but_not_for_ever()
    {
        await _secrets.GetAsync(CancellationToken.None);
        _vault.IsDown = true;

        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await _secrets.GetAsync(CancellationToken.None));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await _secrets.GetAsync(CancellationToken.None));

        _vault.IsDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await _secrets.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_rotation_is_found_at_once_when_asked_for_and_forgers_cannot_make_it_ask_often()
    {
        WebhookSecrets known = (await _secrets.GetAsync(CancellationToken.None))!;
        _vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig2", "second", Start));
        int requests = _vault.Requests;
        Assert.Null(await _secrets.RenewAsync(known, CancellationToken.None));
        Assert.Equal(requests, _vault.Requests);

        _time.Advance(TimeSpan.FromSeconds(10));
        WebhookSecrets?[] renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _secrets.RenewAsync(known, CancellationToken.None).AsTask()));

        Assert.All(renewed, secrets => Assert.Equal(["sig2", "sig1"], secrets!.SignatureKeys.Select(key => key.Generation)));
        int afterRenewal = _vault.Requests;
        Assert.Null(await _secrets.RenewAsync(renewed[0]!, CancellationToken.None));
        Assert.Equal(afterRenewal, _vault.Requests);
    }

    [Fact]
    public async Task Through_an_outage_forgers_cannot_make_it_ask_often_either()
    {
        WebhookSecrets known = (await _secrets.GetAsync(CancellationToken.None))!;
        _vault.IsDown = true;
        _time.Advance(TimeSpan.FromSeconds(10));
        await _secrets.RenewAsync(known, CancellationToken.None);
        int requests = _vault.Requests;

        await _secrets.RenewAsync(known, CancellationToken.None);

        Assert.Equal(requests, _vault.Requests);
    }

    [Fact]
    public async Task A_vault_that_never_answered_gives_no_keys()
    {
        _vault.IsDown = true;

        Assert.Null(await _secrets.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_whose_only_version_is_disabled_gives_no_keys()
    {
        await using LoopbackVault vault = await LoopbackVault.StartAsync();
        vault.Put(VaultReader.SignatureSecretName, new VaultVersion("sig1", "secret", Start) { Enabled = false });
        IOptions<HumanosOptions> options = Options.Create(new HumanosOptions());
        using var secrets = new KeyVaultSecrets(new VaultReader(vault.Client(), options, _keys, _time), options, _time, NullLogger<KeyVaultSecrets>.Instance);

        Assert.Null(await secrets.GetAsync(CancellationToken.None));
    }
}
