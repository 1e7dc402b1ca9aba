using System.Security.Cryptography;
using System.Text;

namespace LocalServiceBus.State;

/// <summary>The message ids of the last while. Ids are kept as fixed-size digests, so a full window stays small however long the ids are.</summary>
internal sealed class DuplicateHistory(TimeSpan window)
{
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(UInt128 Id, DateTimeOffset ForgetAt)> _oldestFirst = new();

    public int Count => _known.Count;

    /// <returns>False for an id that was already added within the window.</returns>
    public bool TryAdd(string messageId, DateTimeOffset now)
    {
        Forget(now);
        UInt128 id = Digest(messageId);
        if (!_known.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue((id, now + window));
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.ForgetAt <= now)
        {
            _known.Remove(_oldestFirst.Dequeue().Id);
        }
    }

    private static UInt128 Digest(string messageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
