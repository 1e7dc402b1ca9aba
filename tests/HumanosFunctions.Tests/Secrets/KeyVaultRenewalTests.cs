using HumanosFunctions.Secrets;
using static HumanosFunctions.Tests.Secrets.VaultScenario;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>A delivery that fits no key makes the app look for newer ones; so does every forged one.</summary>
public sealed class KeyVaultRenewalTests : IAsyncLifetime
{
    private const int RequestsOfARead = 6;

    private VaultScenario _scenario = null!;
    private WebhookSecrets _known = null!;
    private int _requests;

    public async Task InitializeAsync()
    {
        _scenario = await StartAsync();
        _known = (await _scenario.GetAsync())!;
        _requests = _scenario.Vault.Gate.Requests;
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    private int Asked => _scenario.Vault.Gate.Requests - _requests;

    [Fact]
    public async Task A_rotation_is_found_by_the_first_deliveries_that_need_it()
    {
        _scenario.Rotate(VaultReader.SignatureSecretName, "sig2", Start);
        Assert.Null(await RenewAsync());
        Assert.Equal(0, Asked);

        _scenario.Time.Advance(TimeSpan.FromSeconds(10));
        WebhookSecrets?[] renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RenewAsync()));

        Assert.All(renewed, secrets => Assert.Equal(["sig2", "sig1"], secrets!.SignatureKeys.Select(key => key.Generation)));
        Assert.Equal(RequestsOfARead + 1, Asked);
    }

    [Fact]
    public async Task Ten_thousand_forged_deliveries_in_ten_seconds_cost_one_read()
    {
        _scenario.Time.Advance(TimeSpan.FromSeconds(10));

        for (int forged = 0; forged < 10_000; forged++)
        {
            Assert.Null(await RenewAsync());
            _scenario.Time.Advance(TimeSpan.FromMilliseconds(0.99));
        }

        Assert.Equal(RequestsOfARead, Asked);
    }

    [Fact]
    public async Task Forged_deliveries_at_a_slow_vault_leave_room_and_genuine_ones_do_not_wait()
    {
        _scenario.Time.Advance(TimeSpan.FromSeconds(10));
        _scenario.Vault.Gate.Hold();

        Task<WebhookSecrets?>[] forged = [.. Enumerable.Range(0, 128).Select(_ => RenewAsync())];

        Assert.Equal(64, forged.Count(delivery => delivery.IsCompletedSuccessfully));
        Assert.True(_scenario.GetAsync().AsTask().IsCompletedSuccessfully);
        _scenario.Vault.Gate.Release();
        Assert.All(await Task.WhenAll(forged), Assert.Null);
    }

    [Fact]
    public async Task Through_an_outage_forgers_cannot_make_it_ask_often_either()
    {
        _scenario.Vault.Gate.IsDown = true;
        _scenario.Time.Advance(TimeSpan.FromSeconds(10));
        await RenewAsync();
        int asked = Asked;

        await RenewAsync();

        Assert.Equal(1, asked);
        Assert.Equal(asked, Asked);
    }

    [Fact]
    public async Task Forged_deliveries_that_have_been_answered_take_no_room()
    {
        for (int forged = 0; forged < 500; forged++)
        {
            Assert.Null(await RenewAsync());
        }

        _scenario.Rotate(VaultReader.EncryptionSecretName, "enc2", Start);
        _scenario.Time.Advance(TimeSpan.FromSeconds(10));

        // Other encryption keys are newer keys too, although the signature secret has stayed.
        Assert.Equal(["enc2/salt1", "enc1/salt1"], (await RenewAsync())!.EncryptionKeys.Select(key => key.Generation));
    }

    private Task<WebhookSecrets?> RenewAsync() => _scenario.Secrets.RenewAsync(_known, CancellationToken.None).AsTask();
}
