using HumanosFunctions.Secrets;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>When the vault is asked, and who waits for it.</summary>
public sealed class KeyVaultRefreshTests : IAsyncLifetime
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);

    private VaultScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await StartAsync(new VaultRetryPolicy());

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task While_a_slow_vault_is_asked_again_deliveries_go_on_with_what_is_there()
    {
        await _scenario.CountingAsync();
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start);
        _scenario.Vault.Gate.Hold();
        _scenario.Time.Advance(Refresh);

        ValueTask<WebhookSecrets?>[] meanwhile = [.. Enumerable.Range(0, 100).Select(_ => _scenario.GetAsync())];

        Assert.All(meanwhile, delivery => Assert.True(delivery.IsCompletedSuccessfully));
        await Eventually.IsTrueAsync(() => _scenario.Vault.Gate.Requests == 8, "one read has begun beside them");
        _scenario.Vault.Gate.Release();
        await _scenario.BecomesAsync("sig2 sig1 enc1/salt1");
    }

    [Fact]
    public async Task A_sender_that_hangs_up_does_not_end_the_read_that_others_wait_for()
    {
        _scenario.Vault.Gate.Hold();
        using var hangsUp = new CancellationTokenSource();
        Task<WebhookSecrets?> first = _scenario.Secrets.GetAsync(hangsUp.Token).AsTask();
        Task<WebhookSecrets?> second = _scenario.GetAsync().AsTask();

        await hangsUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _scenario.Vault.Gate.Release();

        Assert.NotNull(await second);
        Assert.Equal(7, _scenario.Vault.Gate.Requests);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_given_up_after_ten_seconds()
    {
        _scenario.Vault.Gate.Hold();
        Task<WebhookSecrets?> delivery = _scenario.GetAsync().AsTask();
        await Eventually.IsTrueAsync(() => _scenario.Vault.Gate.Requests == 1, "the vault is asked");

        _scenario.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delivery.IsCompleted);
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await delivery);
    }

    [Fact]
    public async Task A_vault_that_throttles_is_left_alone_as_long_as_it_asks()
    {
        _scenario.Vault.Gate.Throttled = TimeSpan.FromSeconds(30);
        Assert.Null(await _scenario.GetAsync());
        _scenario.Vault.Gate.Throttled = null;

        _scenario.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(await _scenario.GetAsync());
        Assert.Equal(1, _scenario.Vault.Gate.Requests);
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await _scenario.GetAsync());
    }

    [Fact]
    public async Task A_vault_that_fails_for_a_moment_is_asked_again_within_the_same_read()
    {
        _scenario.Vault.Gate.IsDown = true;
        Task<WebhookSecrets?> delivery = _scenario.GetAsync().AsTask();
        await Eventually.IsTrueAsync(() => _scenario.Vault.Gate.Requests >= 1, "the vault is asked");

        _scenario.Vault.Gate.IsDown = false;

        Assert.NotNull(await delivery);
    }

    [Fact]
    public async Task Reads_are_counted_by_result_and_their_age_can_be_watched()
    {
        using var seen = new RecordedMeasurements(_scenario.Metrics.Meter);
        Assert.Empty(seen.Of("humanos.secrets.age"));
        await _scenario.GetAsync();
        _scenario.Vault.Gate.Throttled = TimeSpan.FromMinutes(1);
        _scenario.Time.Advance(TimeSpan.FromHours(1));
        await _scenario.GetAsync();

        Assert.Equal(["1 result=ok", "1 result=failed"], seen.Of("humanos.secrets.refresh"));
        Assert.Equal("3600", seen.Of("humanos.secrets.age")[^1]);
    }
}
