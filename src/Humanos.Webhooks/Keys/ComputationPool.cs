using System.Collections.Concurrent;

namespace Humanos.Webhooks;

/// <summary>
/// Keeps what a key is computed with, whose setting up costs as much as a small delivery itself. Each is lent to one
/// computation at a time; one that failed unexpectedly does not come back.
/// </summary>
internal sealed class ComputationPool<T>(Func<T> make) : IDisposable
    where T : class, IDisposable
{
    // As many as can compute at once; what bursts need beyond is made and thrown away.
    private static readonly int Most = 2 * Environment.ProcessorCount;

    private readonly ConcurrentBag<T> _idle = [];

    // The bag's own count would stop all its threads to be exact.
    private int _count;
    private volatile bool _disposed;

    public T Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out T? computation))
        {
            return make();
        }

        Interlocked.Decrement(ref _count);
        return computation;
    }

    public void Return(T computation)
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            Interlocked.Decrement(ref _count);
            computation.Dispose();
            return;
        }

        _idle.Add(computation);
        if (_disposed)
        {
            Empty();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Empty();
    }

    private void Empty()
    {
        while (_idle.TryTake(out T? computation))
        {
            computation.Dispose();
        }
    }
}
