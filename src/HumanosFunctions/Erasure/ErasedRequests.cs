using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Erasure;

/// <summary>
/// Tells whether a request was erased. A tombstone, which holds a hash of the request's id, decides. What arrives later for the request, such as
/// a retry or a replay, has no effect.
/// </summary>
public sealed class ErasedRequests(IStateStore store)
{
    /// <summary>Whether the request of an event was erased. It throws if the store is not available.</summary>
    /// <remarks>It does not read a claim-check payload, which can be erased too.</remarks>
    public Task<bool> CoverAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        CoverAsync(RequestOf(message), cancellationToken);

    /// <summary>Whether a request was erased. It throws if the store is not available.</summary>
    /// <param name="requestId">The id under which the request is stored.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public Task<bool> CoverAsync(string requestId, CancellationToken cancellationToken) => store.IsErasedAsync(requestId, cancellationToken);

    private static string RequestOf(ServiceBusReceivedMessage message) => RequestKey.Of(
        Text(message, EventProperties.Subject),
        Text(message, EventProperties.Id) ?? message.MessageId ?? string.Empty,
        () => BodyOf(message));

    // Another sender can use an AMQP value or sequence.
    private static ReadOnlyMemory<byte>? BodyOf(ServiceBusReceivedMessage message)
    {
        if (message.GetRawAmqpMessage().Body.TryGetData(out _))
        {
            return message.Body.ToMemory();
        }

        return null;
    }

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}
