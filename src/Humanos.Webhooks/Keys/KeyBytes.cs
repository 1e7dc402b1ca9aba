using System.Security.Cryptography;

namespace Humanos.Webhooks;

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
