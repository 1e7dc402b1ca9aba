using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Invocation;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>A message's metadata, with the names and in the text format in which the Functions host passes it to a worker.</summary>
internal static class MessageBindingData
{
    // AMQP has numbers that JSON does not have.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static IReadOnlyDictionary<string, object?> Read(ServiceBusReceivedMessage message) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = message.MessageId,
            ["DeliveryCount"] = Text(message.DeliveryCount),
            ["SequenceNumber"] = Text(message.SequenceNumber),
            ["EnqueuedTimeUtc"] = Text(message.EnqueuedTime),
            ["ExpiresAtUtc"] = Text(message.ExpiresAt),
            ["LockToken"] = message.LockToken,
            ["ContentType"] = message.ContentType,
            ["CorrelationId"] = message.CorrelationId,
            ["Subject"] = message.Subject,
            ["Label"] = message.Subject,
            ["To"] = message.To,
            ["ReplyTo"] = message.ReplyTo,
            ["SessionId"] = message.SessionId,
            ["DeadLetterSource"] = message.DeadLetterSource,
            ["ApplicationProperties"] = JsonSerializer.Serialize(message.ApplicationProperties, Json),
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>The trace context of a message.</summary>
internal static class MessageTrace
{
    public static LocalTraceContext Read(ServiceBusReceivedMessage message) => new(
        Property(message, "traceparent") ?? Property(message, "Diagnostic-Id"),
        Property(message, "tracestate"));

    private static string? Property(ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out object? value) ? value as string : null;
}
