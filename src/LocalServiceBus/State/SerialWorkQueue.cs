using System.Threading.Channels;

namespace LocalServiceBus.State;

/// <summary>Runs work items one at a time, so that the state they use needs no locks.</summary>
internal sealed class SerialWorkQueue : IAsyncDisposable
{
    // Large enough to spread the cost of the action after a batch, and small enough not to delay it for long.
    private const int BatchSize = 64;

    private readonly Channel<Action> _channel = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Action _afterBatch;
    private readonly Action<string>? _trace;
    private readonly Task _reader;

    /// <param name="afterBatch">Runs after each batch of work items, even if more work is waiting.</param>
    /// <param name="trace">Called with the failures of work items.</param>
    public SerialWorkQueue(Action afterBatch, Action<string>? trace)
    {
        _afterBatch = afterBatch;
        _trace = trace;
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>Adds a work item. After disposal, work items are dropped.</summary>
    public void Post(Action work) => _channel.Writer.TryWrite(work);

    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_channel.Writer.TryWrite(() => Answer(question, answer)))
        {
            answer.SetException(new ObjectDisposedException(nameof(SerialWorkQueue)));
        }

        return answer.Task;
    }

    /// <summary>Accepts no more work, and waits for the work that was posted before.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _reader;
    }

    private static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.SetResult(question());
        }
        catch (Exception exception)
        {
            answer.SetException(exception);
        }
    }

    private async Task ReadAsync()
    {
        while (await _channel.Reader.WaitToReadAsync())
        {
            for (int i = 0; i < BatchSize && _channel.Reader.TryRead(out Action? work); i++)
            {
                Run(work);
            }

            Run(_afterBatch);
        }
    }

    // A failed work item must not stop the queue.
    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            _trace?.Invoke($"An operation failed inside the broker: {exception.GetType().Name} at {exception.StackTrace}");
        }
    }
}

/// <summary>A timer that fires at the earliest requested time. A callback that is too early is harmless, so the time is only moved forward.</summary>
internal sealed class DueTimer : IDisposable
{
    private const long Never = long.MaxValue;
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Action _callback;
    private readonly ITimer _timer;
    private long _setFor = Never;

    public DueTimer(TimeProvider time, Action callback)
    {
        _time = time;
        _callback = callback;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void NoLaterThan(DateTimeOffset? due)
    {
        if (due?.UtcTicks < Volatile.Read(ref _setFor))
        {
            Set(due.Value);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Set(DateTimeOffset due)
    {
        Volatile.Write(ref _setFor, due.UtcTicks);

        // Rounded up, because timers have millisecond resolution and firing before the due time has no effect.
        double wait = Math.Clamp((due - _time.GetUtcNow()).TotalMilliseconds, 0, MaxWait.TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait)), Timeout.InfiniteTimeSpan);

        // A test can advance its clock past the due time while the timer is being set.
        if (_time.GetUtcNow() >= due)
        {
            Fire();
        }
    }

    private void Fire()
    {
        Volatile.Write(ref _setFor, Never);
        _callback();
    }
}
