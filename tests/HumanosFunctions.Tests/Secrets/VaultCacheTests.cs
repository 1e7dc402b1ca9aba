using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using HumanosFunctions.Tests.Requests;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

public sealed class VaultCacheTests : IAsyncLifetime
{
    private VaultScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_change_by_the_clock_alone_is_worked_out_once()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start.AddHours(-1));
        await _scenario.GetAsync();
        CachedSecrets before = _scenario.Cache.At(Start);

        CachedSecrets after = _scenario.Cache.At(Start.AddHours(23));

        Assert.NotSame(before, after);
        Assert.Same(after, _scenario.Cache.At(Start.AddHours(23)));
    }

    [Fact]
    public async Task Who_saw_an_older_state_does_not_ask_the_vault_again()
    {
        await _scenario.GetAsync();
        int requests = _scenario.Vault.Gate.Requests;

        Assert.True(_scenario.Cache.ReadAfter(CachedSecrets.None).IsCompletedSuccessfully);

        Assert.Equal(requests, _scenario.Vault.Gate.Requests);
    }

    [Fact]
    public async Task Who_may_not_ask_yet_waits_for_the_read_that_is_under_way()
    {
        _scenario.Vault.Gate.IsDown = true;
        Assert.Null(await _scenario.GetAsync());
        _scenario.Vault.Gate.IsDown = false;
        _scenario.Vault.Gate.Hold();
        _scenario.Time.Advance(TimeSpan.FromSeconds(5));
        Task<WebhookSecrets?> delivery = _scenario.GetAsync().AsTask();

        Task early = _scenario.Cache.ReadEarly(_scenario.Time.GetUtcNow());

        Assert.False(early.IsCompleted);
        _scenario.Vault.Gate.Release();
        await early;
        Assert.NotNull(await delivery);
    }
}

/// <summary>Each time at which something changes, to the tick.</summary>
public sealed class CachedSecretsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly MadeReading _made = new(Now.AddDays(-30));

    public void Dispose() => _made.Dispose();

    [Fact]
    public void Before_the_first_read_nothing_is_known_nothing_lacks_and_nothing_has_failed()
    {
        Assert.Null(CachedSecrets.None.UsableAt(Now, TimeSpan.MaxValue));
        Assert.False(CachedSecrets.None.Keys.HasUnreadVersion);
        Assert.False(CachedSecrets.None.HasFailed);
        Assert.Same(CachedSecrets.None, CachedSecrets.None.At(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_reading_stays_as_it_is_until_a_date_in_it_comes()
    {
        CachedSecrets read = Read(expires: Now + OneMinute);

        Assert.Same(read, read.At(Now + OneMinute - Tick));
        Assert.NotNull(read.Keys.Secrets);
        Assert.Null(read.At(Now + OneMinute).Keys.Secrets);
    }

    [Fact]
    public void A_version_that_ends_is_no_reason_to_ask_before_the_time() =>
        Assert.Equal(Now + Refresh, Read(expires: Now + OneMinute).At(Now + OneMinute).NextRead);

    [Fact]
    public void A_version_that_begins_and_was_not_read_is_asked_for_at_once() =>
        Assert.Equal(Now + OneMinute, Read(begins: Now + OneMinute).At(Now + OneMinute).NextRead);

    [Fact]
    public void A_vault_that_has_failed_is_left_alone_even_then() =>
        Assert.Equal(Now + Refresh, Read(begins: Now + OneMinute).Failed(Now, Refresh).At(Now + OneMinute).NextRead);

    [Fact]
    public void Keys_are_used_as_long_as_is_allowed_and_not_a_tick_longer()
    {
        Assert.NotNull(Read().UsableAt(Now + OneMinute, OneMinute));
        Assert.Null(Read().UsableAt(Now + OneMinute + Tick, OneMinute));
    }

    [Fact]
    public void Deliveries_go_on_for_two_refresh_times_or_while_the_vault_fails()
    {
        Assert.True(Read().ServesDuringRead(Now + (2 * Refresh), Refresh));
        Assert.False(Read().ServesDuringRead(Now + (2 * Refresh) + Tick, Refresh));
        Assert.True(Read().Failed(Now, Refresh).ServesDuringRead(Now + (2 * Refresh) + Tick, Refresh));
    }

    [Fact]
    public void A_renewal_waits_ten_seconds_and_for_the_pause_after_a_failure()
    {
        Assert.False(Read().MayRenew(Now.AddSeconds(10) - Tick));
        Assert.True(Read().MayRenew(Now.AddSeconds(10)));
        Assert.False(Read().Failed(Now, OneMinute).MayRenew(Now + OneMinute - Tick));
        Assert.True(Read().Failed(Now, OneMinute).MayRenew(Now + OneMinute));
    }

    private CachedSecrets Read(DateTimeOffset? expires = null, DateTimeOffset? begins = null) =>
        CachedSecrets.Of(_made.With(expires, begins), Now, Refresh);
}

/// <summary>Readings of a vault that nobody asked: one old version of each secret, read.</summary>
internal sealed class MadeReading(DateTimeOffset created) : IDisposable
{
    private readonly SignatureKey _signature = new("signature secret", "sig1");
    private readonly EncryptionKey _encryption = EncryptionKey.Derive(Convert.ToBase64String(new byte[32]), "salt", "enc1/salt1");

    /// <param name="expires">When the signature secret ends.</param>
    /// <param name="begins">When a newer signature secret begins, whose value is not read.</param>
    public VaultReading With(DateTimeOffset? expires, DateTimeOffset? begins) => new(
        new VaultSecret(
            [Listed("sig1", created, expires: expires), .. begins is null ? Array.Empty<SecretProperties>() : [Listed("sig2", created.AddDays(1), begins)]],
            [new SecretVersion("sig1", "signature secret")]),
        new VaultSecret([Listed("enc1", created)], [new SecretVersion("enc1", "encryption secret")]),
        new VaultSecret([Listed("salt1", created)], [new SecretVersion("salt1", "salt")]),
        [_signature],
        [new VaultKey("enc1", "salt1", _encryption)],
        TimeSpan.FromDays(1));

    public void Dispose()
    {
        _signature.Dispose();
        _encryption.Dispose();
    }

    private static SecretProperties Listed(string version, DateTimeOffset created, DateTimeOffset? begins = null, DateTimeOffset? expires = null)
    {
        SecretProperties listed = SecretModelFactory.SecretProperties(
            id: new Uri($"https://vault.example/secrets/secret/{version}"), name: "secret", version: version, createdOn: created);
        listed.Enabled = true;
        listed.NotBefore = begins;
        listed.ExpiresOn = expires;
        return listed;
    }
}
