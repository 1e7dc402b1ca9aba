using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Reads and writes the trace context of a message: W3C's <c>traceparent</c>, and the name that older Azure SDKs read. The Service Bus SDK
/// does not change a message that has one of them. By default it writes only the older name.
/// </summary>
internal static class MessageTrace
{
    public const string TraceParent = "traceparent";
    public const string DiagnosticId = "Diagnostic-Id";

    /// <summary>Writes the current span to a message before it is sent. A copy of the message keeps it.</summary>
    public static void WriteCurrent(ServiceBusMessage message)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            Write(message, id);
        }
    }

    /// <summary>
    /// Writes the trace of the request to a message, so that the message has a trace even if no listener records spans. Only the ids are
    /// written, because the rest of the header is text from the sender.
    /// </summary>
    public static void Continue(ServiceBusMessage message, TraceContext request)
    {
        if (ActivityContext.TryParse(request.TraceParent, traceState: null, isRemote: true, out ActivityContext sent))
        {
            Write(message, $"00-{sent.TraceId}-{sent.SpanId}-{(byte)sent.TraceFlags:x2}");
        }
    }

    /// <summary>Returns the span context in a message, or the default if there is no valid one.</summary>
    public static ActivityContext Read(ServiceBusReceivedMessage message) =>
        ActivityContext.TryParse(Text(message, TraceParent) ?? Text(message, DiagnosticId), traceState: null, isRemote: true, out ActivityContext published)
            ? published
            : default;

    private static void Write(ServiceBusMessage message, string id)
    {
        message.ApplicationProperties[TraceParent] = id;
        message.ApplicationProperties[DiagnosticId] = id;
    }

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) ? value as string : null;
}

/// <summary>The span <c>publish …</c>: one message until the broker acknowledges it.</summary>
internal static class SendTrace
{
    /// <summary>Writes this span to the message, or the current one if no listener records the app's spans.</summary>
    public static Activity? Start(string destination, ServiceBusMessage message)
    {
        Activity? activity = IngestorTracing.Source.HasListeners() ? StartListened(destination, message) : null;
        MessageTrace.WriteCurrent(message);
        return activity;
    }

    public static void Ended(Activity? send, string outcome, bool isSuccess) =>
        send?.End(outcome, isSuccess ? ActivityStatusCode.Unset : ActivityStatusCode.Error);

    private static Activity? StartListened(string destination, ServiceBusMessage message) =>
        IngestorTracing.Start($"publish {destination}", ActivityKind.Producer, fromOutside: default)?
            .AssumeFailed()
            .SetTag(TraceTags.System, "servicebus")
            .SetTag(TraceTags.Operation, "publish")
            .SetTag(TraceTags.OperationType, "send")
            .SetTag(TraceTags.Destination, destination)
            .SetTag(TraceTags.MessageId, message.MessageId);
}
