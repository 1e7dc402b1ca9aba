using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// The trace that a message carries, as W3C's <c>traceparent</c> and under the name that older Azure SDKs read. The
/// Service Bus SDK leaves a message alone that has one of them; by itself it would write the older name only.
/// </summary>
public static class MessageTrace
{
    public const string TraceParent = "traceparent";
    public const string DiagnosticId = "Diagnostic-Id";

    /// <summary>Marks a message that is about to be sent with the current span. A copy of a message keeps its mark.</summary>
    public static void Stamp(ServiceBusMessage message)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            message.ApplicationProperties[TraceParent] = id;
            message.ApplicationProperties[DiagnosticId] = id;
        }
    }

    /// <summary>The span that a message was marked with; the default where it has no readable mark.</summary>
    public static ActivityContext Read(ServiceBusReceivedMessage message) =>
        ActivityContext.TryParse(Text(message, TraceParent) ?? Text(message, DiagnosticId), traceState: null, isRemote: true, out ActivityContext published)
            ? published
            : default;

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) ? value as string : null;
}
