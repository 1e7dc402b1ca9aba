using HumanosFunctions.Payloads;

namespace HumanosFunctions.Tests.Payloads;

/// <summary>A disk that does not answer holds up its own thread, and no caller whose time is over.</summary>
public sealed class BlockingWorkTests : IDisposable
{
    private readonly BlockingWork _work = new(threads: 1);
    private readonly ManualResetEventSlim _disk = new();
    private readonly CancellationTokenSource _time = new();

    public void Dispose()
    {
        _disk.Set();
        _time.Dispose();
    }

    [Fact]
    public async Task A_call_ends_with_its_time_although_its_work_continues()
    {
        Task<bool> blocked = _work.RunAsync(Block, _time.Token);
        await _time.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked);

        _disk.Set();
        Assert.Equal(1, await _work.RunAsync(() => 1, CancellationToken.None));
    }

    [Fact]
    public async Task Work_whose_time_is_over_before_its_turn_is_not_started()
    {
        bool isStarted = false;
        Task<bool> blocked = _work.RunAsync(Block, CancellationToken.None);
        Task<bool> waiting = _work.RunAsync(() => isStarted = true, _time.Token);
        await _time.CancelAsync();
        _disk.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(await blocked);
        await _work.RunAsync(() => 1, CancellationToken.None);
        Assert.False(isStarted);
    }

    private bool Block()
    {
        _disk.Wait();
        return true;
    }
}
