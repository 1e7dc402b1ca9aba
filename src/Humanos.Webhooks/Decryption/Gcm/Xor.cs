using System.Numerics;

namespace Humanos.Webhooks;

/// <summary>Exclusive or of byte strings, a vector at a time.</summary>
internal static class Xor
{
    /// <summary>Changes <paramref name="target"/> to itself xor the first bytes of <paramref name="mask"/>, which is at least as long.</summary>
    internal static void Into(Span<byte> target, ReadOnlySpan<byte> mask)
    {
        int done = 0;
        for (; target.Length - done >= Vector<byte>.Count; done += Vector<byte>.Count)
        {
            (new Vector<byte>(target[done..]) ^ new Vector<byte>(mask[done..])).CopyTo(target[done..]);
        }

        for (; done < target.Length; done++)
        {
            target[done] ^= mask[done];
        }
    }
}
