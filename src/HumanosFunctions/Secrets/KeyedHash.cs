using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Secrets;

/// <summary>Computes the HMAC-SHA256 of texts with one key. It shows whether two texts are equal, and reveals nothing without the key.</summary>
internal sealed class KeyedHash(byte[] key)
{
    // To create one takes as long as two short hashes. The pool holds at most as many as were used at the same time.
    private readonly ConcurrentBag<IncrementalHash> _pool = [];

    /// <summary>Returns the hash of the UTF-8 text in lower-case hex.</summary>
    /// <param name="purpose">A prefix, so that equal texts with different purposes have different hashes.</param>
    /// <param name="text">The text.</param>
    public string Of(string purpose, string text)
    {
        IncrementalHash hash = _pool.TryTake(out IncrementalHash? pooled) ? pooled : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, purpose);
        Append(hash, text);
        Span<byte> result = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.GetHashAndReset(result);
        _pool.Add(hash);
        return Convert.ToHexStringLower(result);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        hash.AppendData(bytes, 0, Encoding.UTF8.GetBytes(text, bytes));
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }
}

/// <summary>
/// Provides a hash whose key must not rotate, because hashes with different keys cannot be compared. So the last key stays in use while the
/// vault is unavailable.
/// </summary>
internal abstract class PermanentKey(OptionalSecrets secrets, OptionalSecret secret)
{
    private volatile Known? _last;

    /// <summary>Returns null if no key is configured. It throws if that could not be determined.</summary>
    public async ValueTask<KeyedHash?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? text = await secrets.GetAsync(secret, cancellationToken);
            Known? known = _last;
            if (text != known?.Text)
            {
                _last = known = text is null ? null : new Known(text, new KeyedHash(Encoding.UTF8.GetBytes(text)));
            }

            return known?.Hash;
        }
        catch (Exception) when (_last is { } known && !cancellationToken.IsCancellationRequested)
        {
            return known.Hash;
        }
    }

    private sealed record Known(string Text, KeyedHash Hash);
}
