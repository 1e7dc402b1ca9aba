using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>The message stream of one worker, with the requests that have no response yet.</summary>
internal sealed class WorkerSession(string workerId, WorkerLog log)
{
    private static readonly WriteOptions Flushed = new();
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId => workerId;

    /// <summary>Completes when the worker cannot respond any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends and receives until either side ends the stream.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        Task writing = WriteAsync(outgoing, cancellationToken);
        try
        {
            while (await incoming.MoveNext(cancellationToken))
            {
                Take(incoming.Current);
            }
        }
        finally
        {
            End();
            await writing;
        }
    }

    /// <exception cref="WorkerEndedException">The worker ended before it responded.</exception>
    public Task<StreamingMessage> RequestAsync(StreamingMessage question)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (question.RequestId.Length == 0)
        {
            question.RequestId = Guid.NewGuid().ToString();
        }

        _waiting[question.RequestId] = answer;
        if (!_outgoing.Writer.TryWrite(question))
        {
            _waiting.TryRemove(question.RequestId, out _);
            throw new WorkerEndedException();
        }

        return answer.Task;
    }

    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Fails every request that has no response.</summary>
    public void End()
    {
        _outgoing.Writer.TryComplete();
        foreach (string request in _waiting.Keys)
        {
            if (_waiting.TryRemove(request, out TaskCompletionSource<StreamingMessage>? answer))
            {
                answer.TrySetException(new WorkerEndedException());
            }
        }

        _ended.TrySetResult();
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (StreamingMessage message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                // Messages that are queued behind this one are flushed with it.
                outgoing.WriteOptions = _outgoing.Reader.Count > 0 ? Buffered : Flushed;
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or InvalidOperationException or Grpc.Core.RpcException)
        {
            End();
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            log.Write(message.RpcLog);
        }
        else if (_waiting.TryRemove(message.RequestId, out TaskCompletionSource<StreamingMessage>? answer))
        {
            answer.TrySetResult(message);
        }
    }
}

/// <summary>The worker ended before it responded.</summary>
internal sealed class WorkerEndedException() : Exception("The worker ended before it responded.");
