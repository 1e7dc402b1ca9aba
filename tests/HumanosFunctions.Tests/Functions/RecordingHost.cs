using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace HumanosFunctions.Tests.Functions;

/// <summary>The Functions host's end of gRPC: keeps what it is asked, as it would be on the wire, and agrees.</summary>
internal sealed class RecordingHost : CallInvoker
{
    public List<RecordedCall> Calls { get; } = [];

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Calls.Add(new RecordedCall(method.FullName, RecordedCall.Read(((IMessage)request).ToByteArray())));
        return new AsyncUnaryCall<TResponse>(
            Task.FromResult((TResponse)(object)new Empty()), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
}

/// <param name="Fields">By number. Every field of these requests is text, bytes or a message.</param>
internal sealed record RecordedCall(string Method, IReadOnlyDictionary<int, byte[]> Fields)
{
    public static Dictionary<int, byte[]> Read(byte[] message)
    {
        var fields = new Dictionary<int, byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            fields.Add(WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray());
        }

        return fields;
    }
}
