using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The properties of a dead letter, without its payload.</summary>
internal sealed record DeadLetterFacts
{
    public required string Entity { get; init; }

    public required long SequenceNumber { get; init; }

    public required string? Reason { get; init; }

    /// <summary>What failed, from the app's failure report.</summary>
    public required string? Cause { get; init; }

    /// <summary>When the message arrived at its entity; null if it is not readable. Service Bus does not record when it was dead-lettered.</summary>
    public required DateTimeOffset? EnqueuedAt { get; init; }

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
        EventType = message.Text(EventProperties.Type) ?? message.Subject,
        EventId = message.Text(EventProperties.Id),
        RequestId = message.Text(EventProperties.Subject) ?? message.CorrelationId,
        Attempts = EventCopy.AttemptOf(message),
        DeliveryCount = message.DeliveryCount,
    };

    /// <summary>A message of which only the number is known.</summary>
    public static DeadLetterFacts Unreadable(long number, DeadLetterEntity entity) => new()
    {
        Entity = entity.Name,
        SequenceNumber = number,
        Reason = nameof(Unreadable),
        Cause = MessagePeek.Unreadable,
        EnqueuedAt = null,
        Age = TimeSpan.Zero,
        EventType = null,
        EventId = null,
        RequestId = null,
        Attempts = 0,
        DeliveryCount = 0,
    };
}

/// <summary>Writes dead letters as a table, for people.</summary>
internal static class DeadLetterTable
{
    private const int MaxCauseLength = 80;

    private static readonly string[] Headings =
        ["ENTITY", "SEQUENCE", "REASON", "AGE", "EVENT TYPE", "EVENT ID", "REQUEST", "ATTEMPTS", "DELIVERIES", "CAUSE"];

    public static async Task WriteAsync(TextWriter output, IReadOnlyList<DeadLetterFacts> deadLetters)
    {
        if (deadLetters.Count == 0)
        {
            return;
        }

        await ConsoleTable.WriteAsync(output, Headings, deadLetters.Select(Cells));
        await output.WriteLineAsync();
    }

    /// <summary>How many there are of each reason, the most frequent one first.</summary>
    public static async Task WriteReasonsAsync(TextWriter output, IReadOnlyList<DeadLetterFacts> deadLetters)
    {
        if (deadLetters.Count > 0)
        {
            await ConsoleTable.WriteAsync(output, ["REASON", "NUMBER"], ReasonCount.Of(deadLetters.Select(deadLetter => deadLetter.Reason)));
            await output.WriteLineAsync();
        }
    }

    // Only "show" and the output for scripts have the methods of the stack trace.
    private static string Short(string cause)
    {
        string head = cause.Split(';')[0];
        return head.Length > MaxCauseLength ? $"{head[..MaxCauseLength]}…" : head;
    }

    private static string[] Cells(DeadLetterFacts deadLetter) =>
    [
        deadLetter.Entity,
        $"{deadLetter.SequenceNumber}",
        PlainText.Of(deadLetter.Reason),
        DurationText.Format(deadLetter.Age),
        PlainText.Of(deadLetter.EventType),
        PlainText.Of(deadLetter.EventId),
        PlainText.Of(deadLetter.RequestId),
        $"{deadLetter.Attempts}",
        $"{deadLetter.DeliveryCount}",
        deadLetter.Cause is { Length: > 0 } cause ? PlainText.Of(Short(cause)) : string.Empty,
    ];
}

/// <summary>Writes a dead letter as a line with a JSON object, for scripts.</summary>
internal static class DeadLetterJson
{
    public static string LineOf(DeadLetterFacts deadLetter) => JsonLine.Of(json =>
    {
        json.WriteString("entity", deadLetter.Entity);
        json.WriteNumber("sequenceNumber", deadLetter.SequenceNumber);
        json.WriteString("reason", deadLetter.Reason);
        json.WriteString("cause", deadLetter.Cause);
        json.WriteString("enqueuedAt", deadLetter.EnqueuedAt is { } at ? Rfc3339.Format(at) : null);
        json.WriteNumber("ageSeconds", (long)deadLetter.Age.TotalSeconds);
        json.WriteString("eventType", deadLetter.EventType);
        json.WriteString("eventId", deadLetter.EventId);
        json.WriteString("requestId", deadLetter.RequestId);
        json.WriteNumber("attempts", deadLetter.Attempts);
        json.WriteNumber("deliveryCount", deadLetter.DeliveryCount);
    });
}
