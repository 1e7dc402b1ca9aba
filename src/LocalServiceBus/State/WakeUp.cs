namespace LocalServiceBus.State;

/// <summary>One timer that goes off at the earliest time it was asked for. Going off too early is harmless, so it is only ever moved forward.</summary>
internal sealed class WakeUp : IDisposable
{
    private const long Never = long.MaxValue;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Action _ring;
    private readonly ITimer _timer;
    private long _setFor = Never;

    public WakeUp(TimeProvider time, Action ring)
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
