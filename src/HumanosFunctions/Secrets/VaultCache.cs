namespace HumanosFunctions.Secrets;

/// <summary>What is known of the vault, for all deliveries together: they share one read, which none of them can cancel.</summary>
public sealed class VaultCache(VaultRefresh refresh)
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
