using System.Threading.Channels;

namespace LocalServiceBus.State;

/// <summary>Runs everything that is posted to it one after another, so that what it guards has one owner and needs no locks.</summary>
/// <param name="afterwards">Runs after every handful of posted work, and after each wake-up.</param>
internal sealed class Mailbox : IAsyncDisposable
{
    // Enough to spread the cost of what runs afterwards, few enough that it is never put off for long.
    private const int Handful = 64;

    private readonly Channel<Action> _channel = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Action _afterwards;
    private readonly Action<string>? _trace;
    private readonly Task _reader;

    public Mailbox(Action afterwards, Action<string>? trace)
    {
        _afterwards = afterwards;
        _trace = trace;
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>Work posted to a closed mailbox is dropped: nobody is left to see its effect.</summary>
    public void Post(Action work) => _channel.Writer.TryWrite(work);

    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_channel.Writer.TryWrite(() => Answer(question, answer)))
        {
            answer.SetException(new ObjectDisposedException(nameof(DevelopmentBroker)));
        }

        return answer.Task;
    }

    /// <summary>Takes no more work, and ends what was posted before.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _reader;
    }

    private static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.SetResult(question());
        }
        catch (Exception exception)
        {
            answer.SetException(exception);
        }
    }

    private async Task ReadAsync()
    {
        while (await _channel.Reader.WaitToReadAsync())
        {
            for (int i = 0; i < Handful && _channel.Reader.TryRead(out Action? work); i++)
            {
                Run(work);
            }

            Run(_afterwards);
        }
    }

    // One failed piece of work must not stop the queue for everybody else.
    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            _trace?.Invoke($"An operation failed inside the broker: {exception.GetType().Name} at {exception.StackTrace}");
        }
    }
}
