namespace HumanosFunctions.Payloads;

/// <summary>
/// Runs calls that block on a limited number of threads of their own. The thread pool has few threads and adds more slowly, so calls that
/// block there would hold up everything else. A thread ends when it has nothing to do.
/// </summary>
internal sealed class BlockingWork(int threads)
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private int _running;

    /// <summary>
    /// Completes with the result of the work, or as cancelled. Work that has started cannot be interrupted: it continues after a cancellation.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue(() => Complete(done, work, cancellationToken));
            if (_running < threads)
            {
                _running++;
                new Thread(RunAll) { IsBackground = true, Name = nameof(BlockingWork) }.Start();
            }
        }

        return done.Task.WaitAsync(cancellationToken);
    }

    private void RunAll()
    {
        while (Next() is { } work)
        {
            work();
        }
    }

    private Action? Next()
    {
        lock (_lock)
        {
            if (_waiting.TryDequeue(out Action? work))
            {
                return work;
            }

            _running--;
            return null;
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.SetResult(work());
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }
}
