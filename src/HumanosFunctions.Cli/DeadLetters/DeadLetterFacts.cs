using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>What a dead letter says of itself, without its payload.</summary>
internal sealed record DeadLetterFacts
{
    public required string Entity { get; init; }

    public required long SequenceNumber { get; init; }

    public required string? Reason { get; init; }

    /// <summary>What failed, where it was a failure; see the app's failure report.</summary>
    public required string? Cause { get; init; }

    /// <summary>When it came to its entity; Service Bus does not tell when it became a dead letter.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    public required TimeSpan Age { get; init; }

    public required string? EventType { get; init; }

    public required string? EventId { get; init; }

    public required string? RequestId { get; init; }

    public required int Attempts { get; init; }

    public required int DeliveryCount { get; init; }

    public static DeadLetterFacts Of(ServiceBusReceivedMessage message, DeadLetterEntity entity, DateTimeOffset now) => new()
    {
        Entity = entity.Name,
        SequenceNumber = message.SequenceNumber,
        Reason = message.DeadLetterReason,
        Cause = message.DeadLetterErrorDescription,
        EnqueuedAt = message.EnqueuedTime,
        Age = now - message.EnqueuedTime,
        EventType = Text(message, EventProperties.Type) ?? message.Subject,
        EventId = Text(message, EventProperties.Id),
        RequestId = Text(message, EventProperties.Subject) ?? message.CorrelationId,
        Attempts = EventCopy.AttemptOf(message),
        DeliveryCount = message.DeliveryCount,
    };

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}
