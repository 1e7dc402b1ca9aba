namespace HumanosFunctions.Secrets;

/// <summary>Caches the secrets of the vault for all deliveries. Concurrent deliveries share one read, which none of them can cancel.</summary>
internal sealed class VaultCache(VaultRefresh refresh)
{
    private readonly Lock _gate = new();
    private CachedSecrets _cached = CachedSecrets.None;
    private Task? _reading;

    public CachedSecrets At(DateTimeOffset now)
    {
        CachedSecrets seen = Volatile.Read(ref _cached);
        CachedSecrets current = seen.At(now);
        if (!ReferenceEquals(seen, current))
        {
            Interlocked.CompareExchange(ref _cached, current, seen);
        }

        return current;
    }

    /// <summary>Returns the current read, or starts one. Completed if the vault has been read since.</summary>
    public Task ReadAfter(CachedSecrets seen)
    {
        lock (_gate)
        {
            bool hasBeenAsked = _cached.AskedAt != seen.AskedAt;
            return _reading ?? (hasBeenAsked ? Task.CompletedTask : _reading = Task.Run(() => ReadAsync(seen)));
        }
    }

    /// <summary>Starts a read before the cache expires, with a minimum interval between reads.</summary>
    public Task ReadEarly(DateTimeOffset now)
    {
        CachedSecrets cached = At(now);
        lock (_gate)
        {
            return cached.MayRenew(now) ? ReadAfter(cached) : _reading ?? Task.CompletedTask;
        }
    }

    private async Task ReadAsync(CachedSecrets seen)
    {
        CachedSecrets read = await refresh.RunAsync(seen);
        lock (_gate)
        {
            (_cached, _reading) = (read, null);
        }
    }
}

/// <summary>The cached secrets, and when the vault is read again. Immutable.</summary>
/// <param name="Reading">The result of the last successful read.</param>
/// <param name="Keys">The keys of that result that are accepted.</param>
/// <param name="ReadAt">The time of the last successful read.</param>
/// <param name="AskedAt">The time of the last read, successful or not.</param>
/// <param name="NextRead">The earliest time of the next read.</param>
/// <param name="HasFailed">Whether the last read failed.</param>
internal sealed record CachedSecrets(
    VaultReading? Reading, AcceptedKeys Keys, DateTimeOffset ReadAt, DateTimeOffset AskedAt, DateTimeOffset NextRead, bool HasFailed)
{
    // A forged signature triggers an early read.
    private static readonly TimeSpan PauseBetweenRenewals = TimeSpan.FromSeconds(10);

    public static CachedSecrets None { get; } = new(
        null, new AcceptedKeys(null, HasUnreadVersion: false, DateTimeOffset.MaxValue), DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue, HasFailed: false);

    public static CachedSecrets Of(VaultReading reading, DateTimeOffset now, TimeSpan refresh) =>
        new(reading, reading.At(now), ReadAt: now, AskedAt: now, NextRead: now + refresh, HasFailed: false);

    /// <summary>Keeps the earlier keys and delays the next read.</summary>
    public CachedSecrets Failed(DateTimeOffset now, TimeSpan pause) => this with { AskedAt = now, NextRead = now + pause, HasFailed = true };

    /// <summary>Reevaluates the result at a later time: a version can have expired or become valid.</summary>
    public CachedSecrets At(DateTimeOffset now)
    {
        if (Reading is null || now < Keys.Until)
        {
            return this;
        }

        AcceptedKeys keys = Reading.At(now);
        return this with { Keys = keys, NextRead = keys.HasUnreadVersion && !HasFailed ? now : NextRead };
    }

    /// <summary>Returns the keys if they are recent enough.</summary>
    public WebhookSecrets? UsableAt(DateTimeOffset now, TimeSpan maxAge) => Reading is not null && now - ReadAt <= maxAge ? Keys.Secrets : null;

    /// <summary>
    /// Whether deliveries use these keys while a read runs. After an idle period they wait, because a version can have been disabled.
    /// While the vault is unavailable they do not wait.
    /// </summary>
    public bool ServesDuringRead(DateTimeOffset now, TimeSpan refresh) => HasFailed || now - ReadAt <= 2 * refresh;

    public bool MayRenew(DateTimeOffset now) => now - AskedAt >= PauseBetweenRenewals && !(HasFailed && now < NextRead);
}
