using System.Collections.Concurrent;

namespace Humanos.Webhooks;

/// <summary>
/// A pool of a key's cryptographic objects. Creating one takes as long as processing a small delivery. Each object is rented to one
/// caller at a time. An object whose operation failed unexpectedly is not returned.
/// </summary>
internal sealed class DisposablePool<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    // Covers what runs in parallel. In a burst, additional objects are created and then disposed.
    private static readonly int MaxIdle = 2 * Environment.ProcessorCount;

    private readonly ConcurrentBag<T> _idle = [];

    // ConcurrentBag.Count locks the whole bag.
    private int _count;
    private volatile bool _disposed;

    public T Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out T? item))
        {
            return create();
        }

        Interlocked.Decrement(ref _count);
        return item;
    }

    public void Return(T item)
    {
        if (Interlocked.Increment(ref _count) > MaxIdle)
        {
            Interlocked.Decrement(ref _count);
            item.Dispose();
            return;
        }

        _idle.Add(item);
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
        while (_idle.TryTake(out T? item))
        {
            item.Dispose();
        }
    }
}
