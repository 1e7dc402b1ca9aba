namespace HumanosFunctions.Storage.Sqlite;

/// <summary>The rows of one call on their way to the writer, and the promise to tell when they are on the disk.</summary>
internal sealed class PendingRows(IReadOnlyList<StateRow> rows)
{
    private readonly TaskCompletionSource<IReadOnlyList<RowWrite>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<StateRow> Rows { get; } = rows;

    public RowWrite[] Results { get; } = new RowWrite[rows.Count];

    public Task<IReadOnlyList<RowWrite>> Done => _done.Task;

    public void Committed() => _done.TrySetResult(Results);

    public void Failed(Exception failure) => _done.TrySetException(failure);
}
