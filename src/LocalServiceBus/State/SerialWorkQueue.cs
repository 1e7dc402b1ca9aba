using System.Threading.Channels;

namespace LocalServiceBus.State;

/// <summary>Runs everything that is posted to it one after another, so that what it guards has one owner and needs no locks.</summary>
/// <param name="afterBatch">Runs after every few pieces of work, however much more is waiting.</param>
internal sealed class SerialWorkQueue : IAsyncDisposable
{
    // Enough to spread the cost of what runs after a batch, few enough that it is never put off for long.
    private const int BatchSize = 64;

    private readonly Channel<Action> _channel = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Action _afterBatch;
    private readonly Action<string>? _trace;
    private readonly Task _reader;

    public SerialWorkQueue(Action afterBatch, Action<string>? trace)
    {
        _afterBatch = afterBatch;
        _trace = trace;
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>Work posted to a closed mailbox is dropped: nobody is left to see its effect.</summary>
    public void Post(Action work) => _channel.Writer.TryWrite(work);

    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_channel.Writer.TryWrite(() => Answer(question, answer)))
        {
            answer.SetException(new ObjectDisposedException(nameof(DevelopmentBroker)));
        }

        return answer.Task;
    }

    /// <summary>Takes no more work, and ends what was posted before.</summary>
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

    // One failed piece of work must not stop the queue for everybody else.
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

/// <summary>One timer that goes off at the earliest time it was asked for. Going off too early is harmless, so it is only ever moved forward.</summary>
internal sealed class DueTimer : IDisposable
{
    private const long Never = long.MaxValue;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Action _ring;
    private readonly ITimer _timer;
    private long _setFor = Never;

    public DueTimer(TimeProvider time, Action ring)
    {
        _time = time;
        _ring = ring;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

        // Rounded up: timers count whole milliseconds, and ringing before the due time would be in vain.
        double wait = Math.Clamp((due - _time.GetUtcNow()).TotalMilliseconds, 0, Longest.TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait)), Timeout.InfiniteTimeSpan);

        // A clock that tests move by hand may have been moved past the due time while the timer was being set.
        if (_time.GetUtcNow() >= due)
        {
            Ring();
        }
    }

    private void Ring()
    {
        Volatile.Write(ref _setFor, Never);
        _ring();
    }
}
