using System.Diagnostics.Metrics;
using Azure.Core.Pipeline;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Testing.Vault;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>The app's secrets over a loopback vault with one old version of each, and a clock that the test moves.</summary>
internal sealed class VaultScenario : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EncryptionKeyCache _keys = new();
    private readonly HttpPipelinePolicy? _retries;
    private readonly IOptions<SecretOptions> _options;
    private readonly VaultRefresh _refresh;

    private VaultScenario(LoopbackVault vault, HttpPipelinePolicy? retries, SecretOptions settings)
    {
        (Vault, _retries, _options) = (vault, retries, Options.Create(settings));
        Metrics = new IngestorMetrics(_meters.GetRequiredService<IMeterFactory>());
        _refresh = MakeRefresh();
        Cache = new VaultCache(_refresh);
        Secrets = new KeyVaultSecrets(Cache, _options, Metrics, Time);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public LoopbackVault Vault { get; }

    public VaultCache Cache { get; }

    public KeyVaultSecrets Secrets { get; }

    public IngestorMetrics Metrics { get; }

    public RecordedOutput Output { get; } = new();

    public static async Task<VaultScenario> StartAsync(HttpPipelinePolicy? retries = null, SecretOptions? settings = null)
    {
        LoopbackVault vault = await LoopbackVault.StartAsync();
        vault.Secrets.Put(VaultReader.SignatureSecretName, new VaultVersion("sig1", "first signature secret", Start.AddDays(-30)));
        vault.Secrets.Put(VaultReader.EncryptionSecretName, new VaultVersion("enc1", Convert.ToBase64String(new byte[32]), Start.AddDays(-30)));
        vault.Secrets.Put(VaultReader.EncryptionSaltName, new VaultVersion("salt1", "first salt", Start.AddDays(-30)));
        return new VaultScenario(vault, retries, settings ?? new SecretOptions());
    }

    /// <summary>Another version of a secret, named as its value.</summary>
    public void Rotate(string name, string version, DateTimeOffset created) => Vault.Secrets.Put(
        name, new VaultVersion(version, name == VaultReader.EncryptionSecretName ? Convert.ToBase64String(new byte[version.Length]) : version, created));

    /// <summary>What reads the vault, once more: the caller disposes of it.</summary>
    public VaultRefresh MakeRefresh() =>
        new(new VaultReader(Vault.Client(_retries), _options, _keys, Time), _options, Metrics, Time, new Logger<VaultRefresh>(new LoggerFactory([Output])));

    public ValueTask<WebhookSecrets?> GetAsync() => Secrets.GetAsync(CancellationToken.None);

    /// <summary>The generations that count, signature keys first; empty where there are none.</summary>
    public async Task<string> CountingAsync() => await GetAsync() is { } secrets
        ? string.Join(' ', secrets.SignatureKeys.Select(key => key.Generation).Concat(secrets.EncryptionKeys.Select(key => key.Generation)))
        : string.Empty;

    public Task BecomesAsync(string counting) =>
        Eventually.IsTrueAsync(async () => await CountingAsync() == counting, $"'{counting}' is what counts");

    public async ValueTask DisposeAsync()
    {
        _refresh.Dispose();
        _keys.Dispose();
        await _meters.DisposeAsync();
        await Vault.DisposeAsync();
    }
}
