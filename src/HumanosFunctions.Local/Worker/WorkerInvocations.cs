using System.Diagnostics;
using Google.Protobuf;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.Worker.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Worker;

/// <summary>Runs invocations on the current worker, within the limits of size and time.</summary>
internal sealed partial class WorkerInvocations(WorkerOptions options, TimeSpan functionTimeout, CurrentWorker current, TimeProvider time, ILogger logger)
{
    /// <summary>Waits for a worker for a limited time. Senders retry.</summary>
    public async Task<InvocationResponse> RunForRequestAsync(string function, InvocationRequest invocation, CancellationToken cancellationToken)
    {
        LoadedWorker worker = await WorkerForRequestAsync(cancellationToken);
        if (IsTooLarge(invocation))
        {
            throw new BadHttpRequestException("The request is too large for the worker's channel.", StatusCodes.Status413PayloadTooLarge);
        }

        InvocationResponse response = await RunAsync(worker, function, invocation, cancellationToken);
        if (IsTooLarge(response))
        {
            Log.ResponseTooLarge(logger, function, options.MaxMessageBytes);
            throw new InvalidOperationException("The response is too large for the worker's channel.");
        }

        return response;
    }

    /// <summary>Waits for a worker as long as the processor runs. To abandon the message would increase its delivery count.</summary>
    public async Task RunForMessageAsync(string function, InvocationRequest invocation, CancellationToken stopping, CancellationToken cancellationToken)
    {
        LoadedWorker worker = await current.GetAsync().WaitAsync(stopping);
        if (IsTooLarge(invocation))
        {
            Log.TooLarge(logger, function, options.MaxMessageBytes);
            throw new InvalidOperationException("The message is too large for the worker's channel.");
        }

        await RunAsync(worker, function, invocation, cancellationToken);
    }

    private async Task<LoadedWorker> WorkerForRequestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await current.GetAsync().WaitAsync(options.WorkerWaitTimeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new RuntimeUnavailableException("No worker is running.");
        }
    }

    private async Task<InvocationResponse> RunAsync(LoadedWorker worker, string function, InvocationRequest invocation, CancellationToken cancellationToken)
    {
        invocation.InvocationId = Guid.NewGuid().ToString();
        invocation.FunctionId = worker.FunctionIds[function];
        var question = new StreamingMessage { RequestId = invocation.InvocationId, InvocationRequest = invocation };
        Task<StreamingMessage> answer = worker.Session.RequestAsync(question);
        await using CancellationTokenRegistration cancelling = cancellationToken.Register(
            () => worker.Session.Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation.InvocationId } }));
        InvocationResponse response = (await WithinTimeAsync(worker, function, answer)).InvocationResponse
            ?? throw new UnreachableException("A worker answers an invocation with its response.");
        return response.Result?.Status switch
        {
            StatusResult.Types.Status.Success => response,
            _ when cancellationToken.IsCancellationRequested => throw new OperationCanceledException(cancellationToken),
            _ => throw new FunctionFailure(ExceptionName.Of(response.Result?.Exception)),
        };
    }

    // Only the end of the process stops a function that hangs. The Functions host restarts the worker, too.
    private async Task<StreamingMessage> WithinTimeAsync(LoadedWorker worker, string function, Task<StreamingMessage> answer)
    {
        if (functionTimeout <= TimeSpan.Zero)
        {
            return await answer;
        }

        try
        {
            return await answer.WaitAsync(functionTimeout, time);
        }
        catch (TimeoutException)
        {
            Log.TimedOut(logger, function, functionTimeout);
            worker.Process.Kill();
            throw;
        }
    }

    // The limit is that of the whole gRPC message, which is slightly larger.
    private bool IsTooLarge(IMessage part) => part.CalculateSize() > options.MaxMessageBytes - 1024;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message for function {Function} exceeds the {Limit} bytes that host and worker exchange")]
        public static partial void TooLarge(ILogger logger, string function, int limit);

        [LoggerMessage(3, LogLevel.Error, "The response of function {Function} exceeds the {Limit} bytes that host and worker exchange; the invocation fails")]
        public static partial void ResponseTooLarge(ILogger logger, string function, int limit);

        [LoggerMessage(2, LogLevel.Error, "Function {Function} has not ended within functionTimeout ({Limit}); its worker is restarted")]
        public static partial void TimedOut(ILogger logger, string function, TimeSpan limit);
    }
}

/// <summary>A worker whose functions are loaded.</summary>
internal sealed record LoadedWorker(WorkerProcess Process, WorkerSession Session, IReadOnlyDictionary<string, string> FunctionIds);

/// <summary>The worker that runs, or a task that completes when the next one runs.</summary>
internal sealed class CurrentWorker
{
    private volatile TaskCompletionSource<LoadedWorker> _next = New();

    public Task<LoadedWorker> GetAsync() => _next.Task;

    public void Set(LoadedWorker worker) => _next.TrySetResult(worker);

    public void Lost() => _next = New();

    private static TaskCompletionSource<LoadedWorker> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
