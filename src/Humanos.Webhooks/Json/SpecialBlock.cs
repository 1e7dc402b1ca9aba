using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Humanos.Webhooks;

/// <summary>Where the bytes are that end a string or need a closer look, in a block of a text: one bit for each byte.</summary>
internal readonly struct SpecialBlock
{
    public const int Length = 2 * 32;

    private readonly int _start;
    private readonly ulong _bits;

    private SpecialBlock(int start, ulong bits) => (_start, _bits) = (start, bits);

    public static SpecialBlock None => new(-Length, 0);

    public static SpecialBlock At(ReadOnlySpan<byte> json, int start) =>
        new(start, SpecialIn(json, start) | ((ulong)SpecialIn(json, start + Vector256<byte>.Count) << Vector256<byte>.Count));

    /// <summary>The bits from a position; 0 if the block does not reach it.</summary>
    public ulong From(int at) => (uint)(at - _start) < Length ? _bits >> (at - _start) : 0;

    private static uint SpecialIn(ReadOnlySpan<byte> json, int at)
    {
        Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
        return (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(bytes, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();
    }
}
