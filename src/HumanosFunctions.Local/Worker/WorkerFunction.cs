using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.ServiceBus;
using HumanosFunctions.Local.Worker.Protocol;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Worker;

/// <summary>Calls one function of the current worker.</summary>
internal sealed class WorkerFunction(WorkerFunctionInfo function, WorkerInvocations invocations, LockedMessages messages) : IFunction
{
    public string Name => function.Name;

    public async ValueTask<HttpResult?> HandleRequestAsync(HttpContext http)
    {
        var invocation = new InvocationRequest
        {
            InputData = { Input(new TypedData { Http = await HttpMessages.WriteAsync(http.Request) }) },
            TraceContext = Trace(RequestTrace.Read(http.Request)),
        };
        foreach ((string name, object? value) in http.Request.RouteValues)
        {
            if (value is string text)
            {
                invocation.TriggerMetadata[name] = new TypedData { String = text };
            }
        }

        InvocationResponse response = await invocations.RunForRequestAsync(function.Name, invocation, http.RequestAborted);
        RpcHttp? answer = response.ReturnValue?.Http ?? response.OutputData.FirstOrDefault(output => output.Data?.Http is not null)?.Data.Http;
        return answer is null ? null : HttpMessages.Read(answer);
    }

    public async ValueTask HandleMessageAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken)
    {
        ServiceBusReceivedMessage message = delivery.Message;
        var invocation = new InvocationRequest
        {
            InputData = { Input(ServiceBusMessages.Write(message, function.IsDeferred)) },
            TraceContext = Trace(MessageTrace.Read(message)),
        };
        foreach ((string name, TypedData value) in ServiceBusMessages.Metadata(message))
        {
            invocation.TriggerMetadata[name] = value;
        }

        using IDisposable inHand = messages.Take(delivery);
        await invocations.RunForMessageAsync(function.Name, invocation, delivery.CancellationToken, cancellationToken);
    }

    private Protocol.ParameterBinding Input(TypedData data) => new() { Name = function.Trigger.Parameter, Data = data };

    private static RpcTraceContext Trace(LocalTraceContext trace) => new() { TraceParent = trace.TraceParent, TraceState = trace.TraceState };
}
