using System.Diagnostics.Metrics;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Caches the secrets from Key Vault for <see cref="SecretOptions.SecretRefresh"/> and then refreshes them in the background, while
/// deliveries use the cached ones. During an outage of the vault, cached secrets stay in use, but no longer than a replaced secret would
/// be accepted.
/// </summary>
internal sealed class KeyVaultSecrets : ISecretSource
{
    private readonly VaultCache _cache;
    private readonly SecretOptions _options;
    private readonly TimeProvider _time;
    private int _renewing;

    public KeyVaultSecrets(VaultCache cache, IOptions<SecretOptions> options, IngestorMetrics metrics, TimeProvider time)
    {
        (_cache, _options, _time) = (cache, options.Value, time);
        metrics.Meter.CreateObservableGauge("humanos.secrets.age", Age, "s", "Since the secrets were last read from Key Vault.");
    }

    public async ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        CachedSecrets cached = _cache.At(now);
        if (cached.NextRead <= now)
        {
            Task read = _cache.ReadAfter(cached);
            if (!cached.ServesDuringRead(now, _options.SecretRefresh) || Usable(cached, now) is null)
            {
                await read.WaitAsync(cancellationToken);
            }
        }

        return Usable();
    }

    public async ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken)
    {
        if (Newer(known) is { } alreadyThere)
        {
            return alreadyThere;
        }

        try
        {
            if (Interlocked.Increment(ref _renewing) <= _options.MaxWaitingForRenewal)
            {
                await _cache.ReadEarly(_time.GetUtcNow()).WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _renewing);
        }

        return Newer(known);
    }

    private WebhookSecrets? Newer(WebhookSecrets known) => Usable() is { } usable && !usable.SameGenerationsAs(known) ? usable : null;

    private WebhookSecrets? Usable()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return Usable(_cache.At(now), now);
    }

    private WebhookSecrets? Usable(CachedSecrets cached, DateTimeOffset now) =>
        cached.UsableAt(now, _options.SecretRefresh + _options.PreviousSecretGrace);

    private IEnumerable<Measurement<double>> Age()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return _cache.At(now) is { Reading: not null } cached ? [new((now - cached.ReadAt).TotalSeconds)] : [];
    }
}
