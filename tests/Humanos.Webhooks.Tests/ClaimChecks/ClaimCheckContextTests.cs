namespace Humanos.Webhooks.Tests.ClaimChecks;

/// <summary>A subscriber can block a thread with a synchronization context, such as a UI thread, because no continuation returns to it.</summary>
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

/// <summary>Counts the continuations that are posted back to the captured context.</summary>
internal sealed class CountingContext : SynchronizationContext
{
    private int _posts;

    public int Posts => Volatile.Read(ref _posts);

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _posts);
        base.Post(d, state);
    }
}

/// <summary>Delays reads until it is opened.</summary>
internal sealed class LateStream : MemoryStream
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LateStream(byte[] content)
    {
        Write(content);
        Position = 0;
    }

    public Task Opened => _open.Task;

    public void Open() => _open.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Opened.ConfigureAwait(false);
        return Read(buffer.Span);
    }
}
