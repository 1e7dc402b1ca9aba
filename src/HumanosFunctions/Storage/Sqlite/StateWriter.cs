using System.Threading.Channels;

namespace HumanosFunctions.Storage.Sqlite;

/// <summary>
/// The single writer of the database. It commits all pending writes in one transaction (group commit), because each commit waits for
/// the disk.
/// </summary>
internal sealed class StateWriter : IAsyncDisposable
{
    private const int MaxBatchSize = 256;

    private readonly Channel<PendingRows> _waiting = Channel.CreateBounded<PendingRows>(
        new BoundedChannelOptions(MaxBatchSize) { SingleReader = true });

    private readonly StateFile _file;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private WriteSession? _session;

    // Its log must be removed before the file is opened again.
    private WriteSession? _moved;

    public StateWriter(StateFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
        _writing = Task.Run(WriteAllAsync);
    }

    public async Task<IReadOnlyList<RowWrite>> WriteAsync(IReadOnlyList<StateRow> rows, CancellationToken cancellationToken)
    {
        var pending = new PendingRows(rows);
        await _waiting.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Done.WaitAsync(cancellationToken);
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<PendingRows>(MaxBatchSize);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatchSize && _waiting.Reader.TryRead(out PendingRows? pending))
            {
                batch.Add(pending);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<PendingRows> batch)
    {
        try
        {
            _session ??= Open();
            _session.Commit(batch);
            batch.ForEach(pending => pending.Committed());
        }
        catch (Exception failure)
        {
            // The batch was rolled back: every call fails, and its caller tries again later.
            // Close the session before the calls fail, so that a retry opens the current file.
            Close(failure);
            batch.ForEach(pending => pending.Failed(failure));
        }
    }

    private WriteSession Open()
    {
        RemoveMovedLog();
        return new WriteSession(_file, _time);
    }

    private void Close(Exception failure)
    {
        (WriteSession? failed, _session) = (_session, null);
        _moved = failure is StoreFileMovedException && failed is not null ? failed : _moved;
        try
        {
            failed?.Dispose();
            RemoveMovedLog();
        }
        catch (Exception)
        {
            // The calls of the batch fail in any case, and they must not wait. The next session tries to remove the log again.
        }
    }

    private void RemoveMovedLog()
    {
        _moved?.RemoveLog();
        _moved = null;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        _session?.Dispose();
    }
}

/// <summary>The rows of one call, and the task that completes when they are durable.</summary>
internal sealed class PendingRows(IReadOnlyList<StateRow> rows)
{
    private readonly TaskCompletionSource<IReadOnlyList<RowWrite>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<StateRow> Rows { get; } = rows;

    public RowWrite[] Results { get; } = new RowWrite[rows.Count];

    public Task<IReadOnlyList<RowWrite>> Done => _done.Task;

    public void Committed() => _done.TrySetResult(Results);

    public void Failed(Exception failure) => _done.TrySetException(failure);
}
