using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Testing.Vault;

namespace EndToEnd.Vaults;

/// <summary>Secrets change while the app runs: over real HTTP, with the real vault client, never restarted.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private const string NewEncryptionSecret = "YW5vdGhlciBlbmNyeXB0aW9uIHNlY3JldCBvZiB0ZXN0cw==";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Sender _old = new();
    private LoopbackVault _vault = null!;
    private InProcessIngestor _ingestor = null!;

    public async Task InitializeAsync()
    {
        _vault = await LoopbackVault.StartAsync();
        _vault.PutSecrets(_time.GetUtcNow().AddDays(-30));
        var changes = new InProcessChanges { Services = services => services.AddSingleton<TimeProvider>(_time).AddSingleton(_vault.Client()) };
        _ingestor = await InProcessIngestor.StartAsync(changes, VaultSettings.Of(_vault));
    }

    public async Task DisposeAsync()
    {
        await _ingestor.DisposeAsync();
        await _vault.DisposeAsync();
        _old.Dispose();
    }

    [Theory]
    [InlineData(VaultReader.SignatureSecretName, "another signature secret", 401)]
    [InlineData(VaultReader.EncryptionSecretName, NewEncryptionSecret, 500)]
    [InlineData(VaultReader.EncryptionSaltName, "another salt", 500)]
    public async Task A_new_secret_is_accepted_at_once_and_the_one_before_it_until_its_grace_is_over(string name, string value, int refused)
    {
        using Sender renewed = With(name, value);
        Assert.Equal(200, await StatusAsync(_old));
        _vault.Secrets.Put(name, new VaultVersion("new", value, _time.GetUtcNow()));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(200, await StatusAsync(renewed));
        Assert.Equal(200, await StatusAsync(_old));

        _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(12));
        Assert.Equal(200, await StatusAsync(_old));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(refused, await StatusAsync(_old));
        Assert.Equal(200, await StatusAsync(renewed));
    }

    [Fact]
    public async Task A_leaked_secret_that_is_disabled_opens_nothing_from_the_next_refresh_on()
    {
        Assert.Equal(200, await StatusAsync(_old));
        using Sender renewed = With(VaultReader.SignatureSecretName, "another signature secret");
        _vault.Secrets.Put(VaultReader.SignatureSecretName, new VaultVersion("new", "another signature secret", _time.GetUtcNow()));
        _vault.Secrets.Change(VaultReader.SignatureSecretName, "old", version => version with { Enabled = false });

        _time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.Equal(401, await StatusAsync(_old));
        Assert.Equal(200, await StatusAsync(renewed));
    }

    [Fact]
    public async Task Without_a_vault_from_the_start_a_delivery_is_503_and_is_accepted_once_it_is_back()
    {
        _vault.Gate.IsDown = true;
        using (HttpResponseMessage refused = await PostAsync(_old))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        _vault.Gate.IsDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(200, await StatusAsync(_old));
    }

    private static Sender With(string name, string value) => name switch
    {
        VaultReader.SignatureSecretName => new Sender(signatureSecret: value),
        VaultReader.EncryptionSecretName => new Sender(encryptionSecret: value),
        _ => new Sender(encryptionSalt: value),
    };

    private async Task<int> StatusAsync(Sender sender)
    {
        using HttpResponseMessage response = await PostAsync(sender);
        return (int)response.StatusCode;
    }

    private Task<HttpResponseMessage> PostAsync(Sender sender) =>
        _ingestor.Http.PostAsync(_ingestor.Webhook, sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, _time.GetUtcNow()));
}
