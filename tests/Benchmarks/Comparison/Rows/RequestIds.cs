using System.Buffers.Binary;

namespace Benchmarks.Comparison.Rows;

/// <summary>Ids of requests, each time another one.</summary>
internal sealed class RequestIds
{
    private static readonly byte[] Makers = [0x24, 0x5a, 0x93, 0xe1];

    private int _count = 0x3a51c7;

    /// <summary>As Humanos makes them: the second, one of several processes, and a counter.</summary>
    public string NextByTime()
    {
        int count = Interlocked.Increment(ref _count);
        Span<byte> id = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        id[4..].Fill(Makers[count % Makers.Length]);
        BinaryPrimitives.WriteUInt16BigEndian(id[10..], (ushort)count);
        id[9] = (byte)(count >> 16);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>The worst for an index: each belongs to another place of it.</summary>
    public static string NextRandom() => Guid.NewGuid().ToString("N");
}
