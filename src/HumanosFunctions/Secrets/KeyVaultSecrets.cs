using HumanosFunctions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Keeps what was read from Key Vault for <see cref="HumanosOptions.SecretRefresh"/>; one reader at a time goes to the
/// vault. Through an outage the last answer is used on, but never longer than a replaced secret would be accepted.
/// </summary>
public sealed partial class KeyVaultSecrets(
    VaultReader reader,
    IOptions<HumanosOptions> options,
    TimeProvider time,
    ILogger<KeyVaultSecrets> logger) : ISecretSource, IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseBetweenRenewals = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneReader = new(1, 1);
    private volatile CachedSecrets? _cached;

    public async ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken)
    {
        CachedSecrets? cached = _cached;
        if (cached is null || cached.NextRead <= time.GetUtcNow())
        {
            await RefreshAsync(cached, cancellationToken);
            cached = _cached;
        }

        return cached?.UsableAt(time.GetUtcNow(), options.Value);
    }

    public async ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken)
    {
        CachedSecrets? cached = _cached;
        if (cached is not null && ReferenceEquals(cached.Secrets, known) && cached.AskedAt + PauseBetweenRenewals <= time.GetUtcNow())
        {
            await RefreshAsync(cached, cancellationToken);
        }

        return _cached?.Secrets is { } newest && !newest.SameGenerationsAs(known) ? newest : null;
    }

    private async Task RefreshAsync(CachedSecrets? seen, CancellationToken cancellationToken)
    {
        await _oneReader.WaitAsync(cancellationToken);
        try
        {
            if (ReferenceEquals(_cached, seen))
            {
                _cached = await ReadAsync(seen, cancellationToken);
            }
        }
        finally
        {
            _oneReader.Release();
        }
    }

    private async Task<CachedSecrets> ReadAsync(CachedSecrets? before, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            WebhookSecrets secrets = await reader.ReadAsync(cancellationToken);
            return new CachedSecrets(secrets, ReadAt: now, AskedAt: now, NextRead: now + options.Value.SecretRefresh);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.ReadFailed(logger, failure.GetType().Name, before?.Secrets is not null);
            return new CachedSecrets(before?.Secrets, before?.ReadAt ?? now, AskedAt: now, NextRead: now + PauseAfterFailure);
        }
    }

    public void Dispose() => _oneReader.Dispose();

    private sealed record CachedSecrets(WebhookSecrets? Secrets, DateTimeOffset ReadAt, DateTimeOffset AskedAt, DateTimeOffset NextRead)
    {
        public WebhookSecrets? UsableAt(DateTimeOffset now, HumanosOptions options) =>
            now - ReadAt <= options.SecretRefresh + options.PreviousSecretGrace ? Secrets : null;
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Error, "Key Vault gave no secrets: {Reason}; earlier ones are in use: {HasEarlier}")]
        public static partial void ReadFailed(ILogger logger, string reason, bool hasEarlier);
    }
}
