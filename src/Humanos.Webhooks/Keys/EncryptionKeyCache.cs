using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// Derives each secret, salt and generation once and keeps the latest few keys. Safe for concurrent use. It remembers pairs by
/// a hash, so it holds no secret's text. The cache owns its keys: dispose it, not them.
/// </summary>
/// <param name="capacity">How many keys are kept; one more clears the key that was asked for longest ago.</param>
public sealed class EncryptionKeyCache(int capacity = 8) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<Entry> _latestLast = [];
    private readonly int _capacity = capacity > 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity));

    /// <summary>The key of this pair; derived at its first use, in which time other callers wait instead of deriving it too.</summary>
    /// <inheritdoc cref="EncryptionKey.Derive" path="/param|/exception"/>
    public EncryptionKey GetOrDerive(string base64Secret, string salt, string generation)
    {
        string fingerprint = Fingerprint(base64Secret, salt, generation);
        lock (_gate)
        {
            int known = _latestLast.FindIndex(entry => entry.Fingerprint == fingerprint);
            Entry entry = known < 0
                ? new Entry(fingerprint, EncryptionKey.Derive(base64Secret, salt, generation))
                : _latestLast[known];
            _latestLast.Remove(entry);
            _latestLast.Add(entry);
            if (_latestLast.Count > _capacity)
            {
                RemoveAt(0);
            }

            return entry.Key;
        }
    }

    /// <summary>Clears and forgets the keys of a retired generation. Whoever still holds one gets an <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>How many keys were cleared.</returns>
    public int Remove(string generation)
    {
        lock (_gate)
        {
            _latestLast.FindAll(entry => entry.Key.Generation == generation).ForEach(entry => entry.Key.Dispose());
            return _latestLast.RemoveAll(entry => entry.Key.Generation == generation);
        }
    }

    /// <summary>Clears all keys.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _latestLast.ForEach(entry => entry.Key.Dispose());
            _latestLast.Clear();
        }
    }

    private void RemoveAt(int index)
    {
        _latestLast[index].Key.Dispose();
        _latestLast.RemoveAt(index);
    }

    // The lengths keep "ab" + "c" apart from "a" + "bc".
    private static string Fingerprint(string base64Secret, string salt, string generation) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{base64Secret?.Length}:{base64Secret}{salt?.Length}:{salt}{generation}")));

    private sealed record Entry(string Fingerprint, EncryptionKey Key);
}
