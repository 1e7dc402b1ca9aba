using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// The webhook signature secret as a key. The key is the secret's text as UTF-8, without base64 decoding or trimming (observed in
/// public receivers). It is never printed.
/// </summary>
public sealed class SignatureKey : IDisposable
{
    /// <summary>Length of a signature in bytes: HMAC-SHA256 (Humanos' webhook documentation).</summary>
    internal const int SignatureBytes = HMACSHA256.HashSizeInBytes;

    private readonly KeyBytes _secret;

    /// <param name="secret">The secret's text.</param>
    /// <param name="generation">A label for logs, such as the secret's version. Never pass the secret itself.</param>
    /// <exception cref="ArgumentException">The secret is empty or only whitespace. The exception text does not contain it.</exception>
    public SignatureKey(string secret, string generation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        ArgumentNullException.ThrowIfNull(generation);
        _secret = new KeyBytes(Encoding.UTF8.GetByteCount(secret));
        Encoding.UTF8.GetBytes(secret, _secret.Span);
        Generation = generation;
        Hmacs = new DisposablePool<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Bytes));
    }

    /// <summary>The label of the secret's generation, for logs and metrics.</summary>
    public string Generation { get; }

    /// <summary>The secret's text as UTF-8.</summary>
    internal ReadOnlySpan<byte> Bytes => _secret.Span;

    /// <summary>The HMAC objects of this key.</summary>
    internal DisposablePool<IncrementalHash> Hmacs { get; }

    /// <summary>Clears the secret. Do not dispose a key that is still in use.</summary>
    public void Dispose()
    {
        Hmacs.Dispose();
        _secret.Dispose();
    }

    /// <summary>
    /// Computes HMAC-SHA256 over <c>timestamp + "." + body</c>, or over the timestamp alone if the body is empty
    /// (Humanos' webhook documentation). The body is the raw bytes as sent. It is neither parsed nor copied.
    /// </summary>
    internal void Sign(string timestamp, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        IncrementalHash hmac = Hmacs.Rent();
        hmac.AppendData(Encoding.UTF8.GetBytes(body.IsEmpty ? timestamp : timestamp + "."));
        hmac.AppendData(body);

        hmac.GetHashAndReset(signature);
        Hmacs.Return(hmac);
    }
}

/// <summary>
/// The bytes of one key, cleared on dispose. They are on the pinned object heap, so the garbage collector does not leave copies in
/// memory.
/// </summary>
internal sealed class KeyBytes(int length) : IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(length, pinned: true);
    private volatile bool _cleared;

    /// <summary>The key. A cleared key throws, because a computation with zeros would look like a key that does not match.</summary>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_cleared, this);
            return _bytes;
        }
    }

    public void Dispose()
    {
        _cleared = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
