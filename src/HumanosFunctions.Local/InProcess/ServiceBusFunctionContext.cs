using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>An invocation by a message.</summary>
internal sealed class ServiceBusFunctionContext(
    FunctionDefinition definition,
    IServiceProvider services,
    ProcessMessageEventArgs delivery,
    CancellationToken cancellationToken) : LocalFunctionContext(definition, services, cancellationToken)
{
    private ServiceBusMessageActions? _actions;

    public ServiceBusReceivedMessage Message => delivery.Message;

    public ServiceBusMessageActions Actions => _actions ??= new DeliveryActions(delivery);

    protected override TraceContext ReadTraceContext() => MessageTrace.Read(Message);

    protected override IReadOnlyDictionary<string, object?> ReadBindingData() => MessageBindingData.Read(Message);
}
