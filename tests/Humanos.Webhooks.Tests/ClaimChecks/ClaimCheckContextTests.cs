namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>A subscriber with a thread of its own, such as a window's, may block it while it waits: nothing is to come back to it.</summary>
public sealed class ClaimCheckContextTests
{
    private static readonly byte[] Json = [.. Enumerable.Repeat((byte)'x', 5000)];

    private readonly CountingContext _context = new();
    private readonly LateStream _late = new(Json);

    [Fact]
    public async Task Not_after_opening_a_blob() =>
        Assert.Equal(Json, await WithoutReturnAsync(Claim.Of(Json), async () =>
        {
            await _late.Opened.ConfigureAwait(false);
            return new MemoryStream(Json);
        }));

    [Fact]
    public async Task Not_after_reading_it() => Assert.Equal(Json, await WithoutReturnAsync(Claim.Of(Json), () => Task.FromResult<Stream>(_late)));

    [Fact]
    public async Task Not_after_looking_for_its_end()
    {
        _late.SetLength(0);

        Assert.Empty(await WithoutReturnAsync(Claim.Of([]), () => Task.FromResult<Stream>(_late)));
    }

    private async Task<byte[]> WithoutReturnAsync(Claim claim, Func<Task<Stream>> open)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        Task<ReadOnlyMemory<byte>> resolving = ClaimCheck.ResolveAsync(claim.Properties(), default, (_, _) => open(), CancellationToken.None);
        SynchronizationContext.SetSynchronizationContext(before);
        Assert.False(resolving.IsCompleted);

        _late.Open();

        byte[] resolved = (await resolving).ToArray();
        Assert.Equal(0, _context.Posts);
        return resolved;
    }
}
