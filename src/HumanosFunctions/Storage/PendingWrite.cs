namespace HumanosFunctions.Storage;

/// <summary>An event on its way to the writer, and the promise to tell when it is on the disk.</summary>
internal sealed class PendingWrite(ProcessedEvent @event)
{
    private readonly TaskCompletionSource<StoreWrite> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessedEvent Event { get; } = @event;

    public StoreWrite Result { get; set; }

    public Task<StoreWrite> Done => _done.Task;

    public void Committed() => _done.TrySetResult(Result);

    public void Failed(Exception failure) => _done.TrySetException(failure);
}
