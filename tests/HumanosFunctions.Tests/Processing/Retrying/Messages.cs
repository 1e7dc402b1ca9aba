using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>Messages as a trigger receives them.</summary>
internal static class Messages
{
    public static ServiceBusReceivedMessage Credential(string messageId = "event-1", params (string Name, object? Value)[] properties)
    {
        var all = new Dictionary<string, object?>
        {
            ["cloudEvents_id"] = "event-1",
            ["cloudEvents_type"] = "credential",
            ["cloudEvents_time"] = "2026-06-01T12:00:00Z",
        };
        foreach ((string name, object? value) in properties)
        {
            all[name] = value;
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString("""{"eventType":"credential"}"""),
            messageId: messageId,
            subject: "credential",
            contentType: "application/json",
            correlationId: "request-1",
            properties: all);
    }

    /// <summary>As the queue of copies delivers it.</summary>
    public static ServiceBusReceivedMessage Copy(string? subscription, int attempt) => Credential(
        $"copy-{attempt}", ("humanos_original_id", "event-1"), ("humanos_subscription", subscription), ("humanos_attempt", attempt));
}
