using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Invocation;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>The trace that a message was sent in.</summary>
internal static class MessageTrace
{
    public static LocalTraceContext Read(ServiceBusReceivedMessage message) => new(
        Property(message, "traceparent") ?? Property(message, "Diagnostic-Id"),
        Property(message, "tracestate"));

    private static string? Property(ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out object? value) ? value as string : null;
}
