using System.Collections.Concurrent;
using Grpc.Core;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>Takes the streams of the workers that this host has started, and of nobody else.</summary>
internal sealed class FunctionRpcEndpoint : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerSession> _expected = new();

    public void Expect(WorkerSession session) => _expected[session.WorkerId] = session;

    public void Forget(WorkerSession session) => _expected.TryRemove(session.WorkerId, out _);

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        try
        {
            if (!await requestStream.MoveNext(context.CancellationToken)
                || !_expected.TryRemove(requestStream.Current.StartStream?.WorkerId ?? "", out WorkerSession? session))
            {
                throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "No such worker was started."));
            }

            await session.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker has ended, or is being ended.
        }
    }
}
