using System.Security.Cryptography;
using System.Text;

namespace Humanos.Webhooks;

/// <summary>
/// The webhook signature secret as a key. Its text is the key, as UTF-8: it is never base64-decoded, never trimmed
/// (observed in public receivers) and never printed.
/// </summary>
public sealed class SignatureKey : IDisposable
{
    /// <summary>Length of a signature in bytes: HMAC-SHA256 (Humanos' webhook documentation).</summary>
    internal const int SignatureBytes = HMACSHA256.HashSizeInBytes;

    private readonly KeyBytes _secret;

    /// <param name="secret">The secret's text.</param>
    /// <param name="generation">A label for logs, such as a secret's version; never the secret itself.</param>
    /// <exception cref="ArgumentException">The secret is empty or only whitespace; the message does not hold it.</exception>
    public SignatureKey(string secret, string generation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        ArgumentNullException.ThrowIfNull(generation);
        _secret = new KeyBytes(Encoding.UTF8.GetByteCount(secret));
        Encoding.UTF8.GetBytes(secret, _secret.Span);
        Generation = generation;
        Hmacs = new ComputationPool<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Bytes));
    }

    /// <summary>Which generation of the secret this is, for logs and metrics.</summary>
    public string Generation { get; }

    /// <summary>The secret's text as UTF-8.</summary>
    internal ReadOnlySpan<byte> Bytes => _secret.Span;

    /// <summary>For one signature at a time.</summary>
    internal ComputationPool<IncrementalHash> Hmacs { get; }

    /// <summary>Overwrites the secret. A key in use elsewhere must not be disposed.</summary>
    public void Dispose()
    {
        Hmacs.Dispose();
        _secret.Dispose();
    }

    /// <summary>
    /// HMAC-SHA256 over <c>timestamp + "." + body</c>, or over the timestamp alone where the body is empty
    /// (Humanos' webhook documentation). The body is the raw bytes as sent: it is neither parsed nor copied.
    /// </summary>
    internal void Sign(string timestamp, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        IncrementalHash hmac = Hmacs.Take();
        hmac.AppendData(Encoding.UTF8.GetBytes(body.IsEmpty ? timestamp : timestamp + "."));
        hmac.AppendData(body);

        hmac.GetHashAndReset(signature);
        Hmacs.Return(hmac);
    }
}

/// <summary>
/// The bytes of one key: on the pinned heap, so that the garbage collector leaves no copies behind, and overwritten on dispose.
/// </summary>
internal sealed class KeyBytes(int length) : IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(length, pinned: true);
    private volatile bool _cleared;

    /// <summary>The key itself. A cleared key is refused: computing with zeros would look like a key that merely does not fit.</summary>
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
