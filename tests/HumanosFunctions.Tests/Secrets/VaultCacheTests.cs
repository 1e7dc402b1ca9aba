using HumanosFunctions.Secrets;
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
