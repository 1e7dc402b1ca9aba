using System.Collections.Concurrent;

namespace EndToEnd.Loss.Sending;

/// <summary>Counts by words.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public long this[string what] => _counts.GetValueOrDefault(what);

    public IReadOnlyList<KeyValuePair<string, long>> All => [.. _counts.OrderBy(count => count.Key, StringComparer.Ordinal)];

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, before) => before + 1);
}
