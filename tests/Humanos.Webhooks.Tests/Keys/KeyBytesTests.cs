using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Humanos.Webhooks.Tests;

public sealed class KeyBytesTests
{
    [Fact]
    public void The_garbage_collector_never_moves_a_key_and_so_leaves_no_copy_behind()
    {
        var keys = new KeyBytes[200];
        var before = new nint[keys.Length];
        for (int key = 0; key < keys.Length; key++)
        {
            // Garbage before each key, so that the garbage collector moves every object that is not pinned.
            GC.KeepAlive(new byte[500]);
            keys[key] = new KeyBytes(32);
            before[key] = Address(keys[key]);
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, keys.Select(Address));
    }

    [Fact]
    public void A_cleared_key_holds_zeros_and_gives_out_not_even_those()
    {
        var key = new KeyBytes(32);
        Span<byte> bytes = key.Span;
        bytes.Fill(7);

        key.Dispose();

        Assert.Equal(new byte[32], bytes.ToArray());
        Assert.Throws<ObjectDisposedException>(() => key.Span.Length);
    }

    private static nint Address(KeyBytes key) =>
        Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(key.Span));
}
