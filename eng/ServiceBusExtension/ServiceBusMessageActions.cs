using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using ServiceBusSettlement;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the message that a function holds. The calls go to the Functions host, which holds the lock.</summary>
[InputConverter(typeof(ServiceBusMessageActionsConverter))]
public class ServiceBusMessageActions
{
    private readonly Settlement.SettlementClient _host;

    internal ServiceBusMessageActions(Settlement.SettlementClient host) => _host = host;

    /// <summary>For hosts and tests that override the calls.</summary>
    protected ServiceBusMessageActions() => _host = null!;

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await _host.CompleteAsync(new CompleteRequest { Locktoken = LockTokenOf(message) }, cancellationToken: cancellationToken);

    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        await _host.AbandonAsync(
            new AbandonRequest { Locktoken = LockTokenOf(message), PropertiesToModify = AmqpProperties.Encode(propertiesToModify) },
            cancellationToken: cancellationToken);

    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        await _host.DeadletterAsync(
            new DeadletterRequest
            {
                Locktoken = LockTokenOf(message),
                PropertiesToModify = AmqpProperties.Encode(propertiesToModify),
                DeadletterReason = deadLetterReason,
                DeadletterErrorDescription = deadLetterErrorDescription,
            },
            cancellationToken: cancellationToken);

    public virtual async Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        await _host.DeferAsync(
            new DeferRequest { Locktoken = LockTokenOf(message), PropertiesToModify = AmqpProperties.Encode(propertiesToModify) },
            cancellationToken: cancellationToken);

    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await _host.RenewMessageLockAsync(new RenewMessageLockRequest { Locktoken = LockTokenOf(message) }, cancellationToken: cancellationToken);

    private static string LockTokenOf(ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.LockToken;
    }
}

/// <summary>Gives a function the actions it asks for as a parameter.</summary>
internal sealed class ServiceBusMessageActionsConverter(Settlement.SettlementClient host) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) =>
        ValueTask.FromResult(ConversionResult.Success(new ServiceBusMessageActions(host)));
}
