using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests;

public sealed class CounterModeTests
{
    [Fact]
    public void Only_the_last_32_bits_count_and_they_wrap_around()
    {
        using var aes = Aes.Create();
        byte[] first = [.. Enumerable.Repeat((byte)0xFF, 16)];
        byte[] wrapped = [.. Enumerable.Repeat((byte)0xFF, 12), 0, 0, 0, 0];
        byte[] next = [.. Enumerable.Repeat((byte)0xFF, 12), 0, 0, 0, 1];
        byte[] expected = aes.EncryptEcb([.. wrapped, .. next], PaddingMode.None);
        byte[] keystream = new byte[expected.Length];

        CounterMode.Transform(aes, first, new byte[expected.Length], keystream);

        Assert.Equal(expected, keystream);
    }

    [Fact]
    public void The_pooled_keystream_is_cleared_before_it_is_returned()
    {
        using var aes = Aes.Create();
        const int size = 3 * 16;
        byte[] pooled = ArrayPool<byte>.Shared.Rent(size);
        ArrayPool<byte>.Shared.Return(pooled);

        CounterMode.Transform(aes, new byte[16], new byte[size], new byte[size]);

        byte[] again = ArrayPool<byte>.Shared.Rent(size);
        Assert.Equal(new byte[size], again[..size]);
    }
}
