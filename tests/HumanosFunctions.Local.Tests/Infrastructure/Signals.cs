namespace HumanosFunctions.Local.Tests.Infrastructure;

/// <summary>Lets a test and a running function wait for each other.</summary>
internal sealed class Signals
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public TaskCompletionSource Started { get; } = New();

    public TaskCompletionSource Release { get; } = New();

    public TaskCompletionSource Cancelled { get; } = New();

    public Task HasStartedAsync() => Started.Task.WaitAsync(Limit);

    public Task WasCancelledAsync() => Cancelled.Task.WaitAsync(Limit);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
