using HumanosFunctions.Ingest;

namespace HumanosFunctions.Tests.Ingest;

public sealed class DeliveryBodyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5_000, 1)]
    [InlineData(300_000, 65_537)]
    [InlineData(300_000, 1)]
    public async Task What_comes_in_pieces_is_put_together_however_often_the_memory_has_to_grow(int length, int size)
    {
        byte[] sent = [.. Enumerable.Range(0, length).Select(number => (byte)(number * 31))];
        using var body = new DeliveryBody();
        using var stream = new MemoryStream(sent);

        while (await body.ReadAsync(stream, size, max: 4_000, CancellationToken.None) > 0)
        {
        }

        Assert.Equal(sent, body.Bytes.ToArray());
    }

    [Fact]
    public async Task A_large_body_leaves_no_garbage_of_its_size()
    {
        using var stream = new MemoryStream(new byte[300_000]);
        await ReadAsync(stream);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int round = 0; round < 20; round++)
        {
            await ReadAsync(stream);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public async Task Memory_of_a_read_that_was_given_up_is_not_lent_again()
    {
        byte[] given = await GiveUpAsync();

        for (int round = 0; round < 50; round++)
        {
            using var body = new DeliveryBody();
            using var stream = new MemoryStream(new byte[given.Length / 2]);
            await body.ReadAsync(stream, given.Length, max: given.Length, CancellationToken.None);
            Assert.False(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body.Bytes, out ArraySegment<byte> rented) && ReferenceEquals(rented.Array, given));
        }
    }

    private static async Task<byte[]> GiveUpAsync()
    {
        using var broken = new BrokenStream();
        using var body = new DeliveryBody();
        await Assert.ThrowsAsync<IOException>(() => body.ReadAsync(broken, 40_000, max: 40_000, CancellationToken.None).AsTask());
        return broken.Given!;
    }

    private static async Task ReadAsync(MemoryStream stream)
    {
        stream.Position = 0;
        using var body = new DeliveryBody();
        while (await body.ReadAsync(stream, 65_537, max: 1_000_000, CancellationToken.None) > 0)
        {
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public byte[]? Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given = System.Runtime.InteropServices.MemoryMarshal.TryGetArray((ReadOnlyMemory<byte>)buffer, out ArraySegment<byte> segment) ? segment.Array : null;
            throw new IOException();
        }
    }
}
