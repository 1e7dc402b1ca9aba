using Azure;
using Azure.Security.KeyVault.Secrets;
using HumanosFunctions.Secrets;
using Testing.Vault;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>What one read leaves behind: keys or a pause, and a line for the operator.</summary>
public sealed class VaultRefreshTests
{
    [Theory]
    [InlineData(4, 300, 5)]
    [InlineData(30, 300, 30)]
    [InlineData(3600, 300, 300)]
    [InlineData(3600, 1, 5)]
    public async Task The_pause_is_what_the_vault_asks_for_but_not_under_five_seconds_and_not_over_the_refresh_time(int asked, int refresh, int pause)
    {
        await using VaultScenario scenario = await StartAsync(
            new VaultRetryPolicy(), new SecretOptions { SecretRefresh = TimeSpan.FromSeconds(refresh) });
        using VaultRefresh refreshing = scenario.MakeRefresh();
        scenario.Vault.Gate.Throttled = TimeSpan.FromSeconds(asked);

        CachedSecrets read = await refreshing.RunAsync(CachedSecrets.None);

        Assert.Equal(TimeSpan.FromSeconds(pause), read.NextRead - Start);
    }

    [Fact]
    public async Task A_vault_that_lacks_a_secret_is_asked_again_five_seconds_later()
    {
        await using VaultScenario scenario = await StartAsync();
        using VaultRefresh refreshing = scenario.MakeRefresh();
        scenario.Vault.Secrets.Change(VaultReader.SignatureSecretName, "sig1", version => version with { Enabled = false });

        CachedSecrets read = await refreshing.RunAsync(CachedSecrets.None);

        Assert.Equal(TimeSpan.FromSeconds(5), read.NextRead - Start);
        Assert.StartsWith("Error HumanosFunctions.Secrets.VaultRefresh[31] ", Assert.Single(scenario.Output.Everything));
    }

    [Fact]
    public async Task A_failed_read_is_logged_with_whether_earlier_keys_serve_on_and_a_good_one_is_not()
    {
        await using VaultScenario scenario = await StartAsync();
        using VaultRefresh refreshing = scenario.MakeRefresh();
        CachedSecrets read = await refreshing.RunAsync(CachedSecrets.None);
        Assert.Empty(scenario.Output.Everything);
        scenario.Vault.Gate.IsDown = true;

        await refreshing.RunAsync(CachedSecrets.None);
        await refreshing.RunAsync(read);

        Assert.Collection(
            scenario.Output.Everything,
            line => Assert.Contains("The secrets could not be read from Key Vault: RequestFailedException Status 503. Earlier secrets are in use: False", line),
            line => Assert.Contains("The secrets could not be read from Key Vault: RequestFailedException Status 503. Earlier secrets are in use: True", line));
    }

    [Fact]
    public async Task An_app_that_stops_does_not_wait_for_the_vault()
    {
        await using VaultScenario scenario = await StartAsync();
        VaultRefresh refreshing = scenario.MakeRefresh();
        scenario.Vault.Gate.Hold();
        Task<CachedSecrets> read = refreshing.RunAsync(CachedSecrets.None);
        await Eventually.IsTrueAsync(() => scenario.Vault.Gate.Requests == 1, "the vault is asked");

        refreshing.Dispose();

        await Eventually.IsTrueAsync(() => read.IsCompleted, "the read has ended");
        Assert.True((await read).HasFailed);
    }
}

public sealed class VaultRetryPolicyTests : IAsyncLifetime
{
    private LoopbackVault _vault = null!;
    private SecretClient _client = null!;

    public async Task InitializeAsync()
    {
        _vault = await LoopbackVault.StartAsync();
        _client = _vault.Client(new VaultRetryPolicy());
    }

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_fails_is_made_three_times(bool blocking)
    {
        _vault.Gate.IsDown = true;

        await FailAsync(blocking);

        Assert.Equal(3, _vault.Gate.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_is_to_be_made_again_much_later_is_made_once(bool blocking)
    {
        _vault.Gate.Throttled = TimeSpan.FromSeconds(3);

        await FailAsync(blocking);

        Assert.Equal(1, _vault.Gate.Requests);
    }

    [Fact]
    public async Task A_pause_of_two_seconds_is_short_enough_to_wait_for()
    {
        _vault.Gate.Throttled = TimeSpan.FromSeconds(2);

        await FailAsync(blocking: false);

        Assert.Equal(3, _vault.Gate.Requests);
    }

    private Task<RequestFailedException> FailAsync(bool blocking) => Assert.ThrowsAsync<RequestFailedException>(
        () => blocking ? Task.Run(() => _client.GetSecret("name", "1")) : _client.GetSecretAsync("name", "1"));
}
