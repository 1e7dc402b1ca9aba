using Azure;
using Azure.Security.KeyVault.Secrets;
using HumanosFunctions.Secrets;
using Testing.Vault;

namespace HumanosFunctions.Tests.Secrets;

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
