namespace LocalServiceBus.State;

/// <summary>One timer that goes off at the earliest time it was asked for. Going off too early is harmless, so it is only ever moved forward.</summary>
internal sealed class WakeUp : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Action _ring;
    private readonly ITimer _timer;
    private DateTimeOffset _setFor = DateTimeOffset.MaxValue;

    public WakeUp(TimeProvider time, Action ring)
    {
        _time = time;
        _ring = ring;
        _timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void NoLaterThan(DateTimeOffset? due)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_setFor <= now)
        {
            _setFor = DateTimeOffset.MaxValue;
        }

        if (due < _setFor)
        {
            Set(due.Value, now);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Set(DateTimeOffset due, DateTimeOffset now)
    {
        TimeSpan wait = due - now;
        wait = wait > Longest ? Longest : wait;
        _setFor = now + wait;

        // Rounded up, because a timer that rings a moment too early would ring in a loop.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);

        // A clock that tests move by hand may have been moved past the due time while the timer was being set.
        if (_time.GetUtcNow() >= due)
        {
            _ring();
        }
    }
}
