using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// Derives the key of each secret, salt, and generation once, and keeps the most recently used keys. Safe for concurrent use. Entries
/// are identified by a hash, so the cache does not hold the text of a secret. The cache owns its keys: dispose the cache, not the keys.
/// </summary>
/// <param name="capacity">The maximum number of keys. Beyond it, the least recently used key is cleared.</param>
public sealed class EncryptionKeyCache(int capacity = 8) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<Entry> _leastRecentFirst = [];
    private readonly int _capacity = capacity > 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity));

    /// <summary>Gets the key of a secret and salt. The first call derives it, and concurrent callers wait for the result.</summary>
    /// <inheritdoc cref="EncryptionKey.Derive" path="/param|/exception"/>
    public EncryptionKey GetOrDerive(string base64Secret, string salt, string generation)
    {
        string fingerprint = Fingerprint(base64Secret, salt, generation);
        lock (_gate)
        {
            int index = _leastRecentFirst.FindIndex(entry => entry.Fingerprint == fingerprint);
            Entry entry = index < 0
                ? new Entry(fingerprint, EncryptionKey.Derive(base64Secret, salt, generation))
                : _leastRecentFirst[index];
            _leastRecentFirst.Remove(entry);
            _leastRecentFirst.Add(entry);
            if (_leastRecentFirst.Count > _capacity)
            {
                RemoveAt(0);
            }

            return entry.Key;
        }
    }

    /// <summary>Clears and removes the keys of a retired generation. Further use of these keys throws <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>The number of keys that were cleared.</returns>
    public int Remove(string generation)
    {
        lock (_gate)
        {
            _leastRecentFirst.FindAll(entry => entry.Key.Generation == generation).ForEach(entry => entry.Key.Dispose());
            return _leastRecentFirst.RemoveAll(entry => entry.Key.Generation == generation);
        }
    }

    /// <summary>Clears all keys.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _leastRecentFirst.ForEach(entry => entry.Key.Dispose());
            _leastRecentFirst.Clear();
        }
    }

    private void RemoveAt(int index)
    {
        _leastRecentFirst[index].Key.Dispose();
        _leastRecentFirst.RemoveAt(index);
    }

    // The lengths distinguish "ab" + "c" from "a" + "bc".
    private static string Fingerprint(string base64Secret, string salt, string generation) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{base64Secret?.Length}:{base64Secret}{salt?.Length}:{salt}{generation}")));

    private sealed record Entry(string Fingerprint, EncryptionKey Key);
}
