namespace HumanosFunctions.Local.Worker;

/// <summary>How long to wait before a worker is started again: not at all after a long run, longer each time otherwise.</summary>
internal sealed class RestartBackOff(TimeProvider time)
{
    private static readonly TimeSpan LongRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private long _started;
    private TimeSpan _next = TimeSpan.Zero;

    public void Started() => _started = time.GetTimestamp();

    public TimeSpan Next()
    {
        TimeSpan wait = time.GetElapsedTime(_started) >= LongRun ? TimeSpan.Zero : _next;
        _started = time.GetTimestamp();
        _next = wait == TimeSpan.Zero ? First : wait * 2 < Most ? wait * 2 : Most;
        return wait;
    }
}
