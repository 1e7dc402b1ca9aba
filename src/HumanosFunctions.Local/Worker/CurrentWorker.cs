using HumanosFunctions.Local.Worker.Protocol;

namespace HumanosFunctions.Local.Worker;

/// <summary>A worker whose functions are loaded.</summary>
internal sealed record LoadedWorker(WorkerProcess Process, WorkerSession Session, IReadOnlyDictionary<string, string> FunctionIds);

/// <summary>The worker that runs at present, or the wait for the next one.</summary>
internal sealed class CurrentWorker
{
    private volatile TaskCompletionSource<LoadedWorker> _next = New();

    public Task<LoadedWorker> GetAsync() => _next.Task;

    public void Set(LoadedWorker worker) => _next.TrySetResult(worker);

    public void Lost() => _next = New();

    private static TaskCompletionSource<LoadedWorker> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
