using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HumanosFunctions.Local.ServiceBus;
using ServiceBusSettlement;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>Settles messages for the worker's functions, as the host's half of the Service Bus extension does.</summary>
internal sealed class SettlementEndpoint(LockedMessages messages) : Settlement.SettlementBase
{
    public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken,
        (actions, message) => actions.CompleteMessageAsync(message, context.CancellationToken));

    public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken,
        (actions, message) => actions.AbandonMessageAsync(message, AmqpProperties.Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken,
        (actions, message) => actions.DeadLetterMessageAsync(
            message,
            AmqpProperties.Decode(request.PropertiesToModify),
            request.DeadletterReason,
            request.DeadletterErrorDescription,
            context.CancellationToken));

    public override Task<Empty> Defer(DeferRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken,
        (actions, message) => actions.DeferMessageAsync(message, AmqpProperties.Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> RenewMessageLock(RenewMessageLockRequest request, ServerCallContext context) => SettleAsync(
        request.Locktoken,
        (actions, message) => actions.RenewMessageLockAsync(message, context.CancellationToken));

    private async Task<Empty> SettleAsync(string lockToken, Func<DeliveryActions, ServiceBusReceivedMessage, Task> settle)
    {
        if (messages.Find(lockToken) is not { } delivery)
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.FailedPrecondition, "No function holds a message with this lock token."));
        }

        try
        {
            await settle(new DeliveryActions(delivery), delivery.Message);
            return new Empty();
        }
        catch (ServiceBusException failed)
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.FailedPrecondition, $"The broker did not settle the message: {failed.Reason}."));
        }
    }
}

/// <summary>The messages that the worker's functions hold, by lock token.</summary>
internal sealed class LockedMessages
{
    private readonly ConcurrentDictionary<string, ProcessMessageEventArgs> _messages = new(StringComparer.OrdinalIgnoreCase);

    public ProcessMessageEventArgs? Find(string lockToken) => _messages.GetValueOrDefault(lockToken);

    public IDisposable Take(ProcessMessageEventArgs delivery)
    {
        string lockToken = delivery.Message.LockToken;
        _messages[lockToken] = delivery;
        return new Hold(() => _messages.TryRemove(lockToken, out _));
    }

    private sealed class Hold(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
