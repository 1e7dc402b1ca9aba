using System.Diagnostics.Metrics;
using EndToEnd.Deliveries;
using EndToEnd.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Testing.Vault;

namespace EndToEnd.InProcess;

/// <summary>An ingestor with a vault that records everything observable: the most detailed log, measurements, activities and responses.</summary>
internal sealed class WatchedIngestor : IAsyncDisposable
{
    private readonly RecordedOutput _log = new();
    private readonly RecordedActivities _activities = new();
    private readonly List<string> _answers = [];
    private RecordedMeasurements _measured = null!;

    private WatchedIngestor(LoopbackVault vault) => Vault = vault;

    public LoopbackVault Vault { get; }

    public InProcessIngestor Ingestor { get; private set; } = null!;

    public string Everything => string.Join('\n', [.. _log.Everything, .. _measured.All, .. _activities.Everything, .. _answers]);

    public static Task<WatchedIngestor> StartAsync(params (string, string)[] settings) => StartAsync(_ => { }, settings);

    /// <param name="services">Added to the app's services.</param>
    /// <param name="settings">Beside those of the vault.</param>
    public static async Task<WatchedIngestor> StartAsync(Action<IServiceCollection> services, params (string, string)[] settings)
    {
        var watched = new WatchedIngestor(await LoopbackVault.StartAsync());
        watched.Vault.PutSecrets(DateTimeOffset.UtcNow.AddDays(-30));
        var changes = new InProcessChanges
        {
            Services = own => own.AddSingleton(watched.Vault.Client()),
            Replaced = services,
            Logging = logging => logging.AddProvider(watched._log).AddFilter<RecordedOutput>("HumanosFunctions", LogLevel.Trace),
        };
        watched.Ingestor = await InProcessIngestor.StartAsync(changes, [.. VaultSettings.Of(watched.Vault), .. settings]);
        watched._measured = new RecordedMeasurements(watched.Ingestor.Services.GetRequiredService<IMeterFactory>());
        return watched;
    }

    public bool Logged(string word) => _log.Everything.Any(line => line.Contains(word, StringComparison.Ordinal));

    public async Task<int> PostAsync(SealedDelivery delivery)
    {
        using HttpResponseMessage response = await Ingestor.Http.PostAsync(Ingestor.Webhook, delivery);
        return await RecordAsync(response);
    }

    public async Task<int> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Ingestor.Http.SendAsync(request);
        return await RecordAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        await Ingestor.DisposeAsync();
        await Vault.DisposeAsync();
        _measured.Dispose();
        _activities.Dispose();
    }

    private async Task<int> RecordAsync(HttpResponseMessage response)
    {
        _answers.Add($"{response.Headers} {await response.Content.ReadAsStringAsync()}");
        return (int)response.StatusCode;
    }
}
