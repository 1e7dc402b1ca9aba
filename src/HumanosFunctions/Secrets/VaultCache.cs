namespace HumanosFunctions.Secrets;

/// <summary>What is known of the vault, for all deliveries together: they share one read, which none of them can cancel.</summary>
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

    /// <summary>The read that is under way, or a new one; nothing to wait for where the vault has been asked since.</summary>
    public Task ReadAfter(CachedSecrets seen)
    {
        lock (_gate)
        {
            bool hasBeenAsked = _cached.AskedAt != seen.AskedAt;
            return _reading ?? (hasBeenAsked ? Task.CompletedTask : _reading = Task.Run(() => ReadAsync(seen)));
        }
    }

    /// <summary>The same before its time, though not too often.</summary>
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

/// <summary>What is known of the vault, and when it is asked again. Never changed, only replaced.</summary>
/// <param name="Reading">The last successful read.</param>
/// <param name="Keys">Those of it that count.</param>
/// <param name="ReadAt">When it was made.</param>
/// <param name="AskedAt">When the vault was last asked, with whatever success.</param>
/// <param name="NextRead">From when on it is asked again.</param>
/// <param name="HasFailed">The last read gave nothing.</param>
internal sealed record CachedSecrets(
    VaultReading? Reading, AcceptedKeys Keys, DateTimeOffset ReadAt, DateTimeOffset AskedAt, DateTimeOffset NextRead, bool HasFailed)
{
    // Anybody can cause a renewal by a forged signature.
    private static readonly TimeSpan PauseBetweenRenewals = TimeSpan.FromSeconds(10);

    public static CachedSecrets None { get; } = new(
        null, new AcceptedKeys(null, HasUnreadVersion: false, DateTimeOffset.MaxValue), DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue, HasFailed: false);

    public static CachedSecrets Of(VaultReading reading, DateTimeOffset now, TimeSpan refresh) =>
        new(reading, reading.At(now), ReadAt: now, AskedAt: now, NextRead: now + refresh, HasFailed: false);

    /// <summary>Earlier keys stay; the vault is left alone for a while.</summary>
    public CachedSecrets Failed(DateTimeOffset now, TimeSpan pause) => this with { AskedAt = now, NextRead = now + pause, HasFailed = true };

    /// <summary>The same reading at a later time: a version may have expired, or come into force.</summary>
    public CachedSecrets At(DateTimeOffset now)
    {
        if (Reading is null || now < Keys.Until)
        {
            return this;
        }

        AcceptedKeys keys = Reading.At(now);
        return this with { Keys = keys, NextRead = keys.HasUnreadVersion && !HasFailed ? now : NextRead };
    }

    /// <summary>The keys, while they are not too old to rely on.</summary>
    public WebhookSecrets? UsableAt(DateTimeOffset now, TimeSpan longest) => Reading is not null && now - ReadAt <= longest ? Keys.Secrets : null;

    /// <summary>
    /// Whether deliveries go on with these keys while the vault is asked: after a quiet time they do not, since a
    /// version may have been disabled in it; while the vault fails they do.
    /// </summary>
    public bool ServesMeanwhile(DateTimeOffset now, TimeSpan refresh) => HasFailed || now - ReadAt <= 2 * refresh;

    public bool MayRenew(DateTimeOffset now) => now - AskedAt >= PauseBetweenRenewals && !(HasFailed && now < NextRead);
}
