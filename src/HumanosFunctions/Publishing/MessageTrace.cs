using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Publishing;

/// <summary>
/// The trace that a message carries, as W3C's <c>traceparent</c> and under the name that older Azure SDKs read. The
/// Service Bus SDK leaves a message alone that has one of them; by itself it would write the older name only.
/// </summary>
internal static class MessageTrace
{
    public const string TraceParent = "traceparent";
    public const string DiagnosticId = "Diagnostic-Id";

    /// <summary>Marks a message that is about to be sent with the current span. A copy of a message keeps its mark.</summary>
    public static void Stamp(ServiceBusMessage message)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            Write(message, id);
        }
    }

    /// <summary>
    /// Marks a message with the trace of the request that it came with, so that it has one also where nobody listens to
    /// spans. Only the ids of it: of what a sender wrote, nothing else goes on.
    /// </summary>
    public static void Continue(ServiceBusMessage message, TraceContext request)
    {
        if (ActivityContext.TryParse(request.TraceParent, traceState: null, isRemote: true, out ActivityContext sent))
        {
            Write(message, $"00-{sent.TraceId}-{sent.SpanId}-{(byte)sent.TraceFlags:x2}");
        }
    }

    /// <summary>The span that a message was marked with; the default where it has no readable mark.</summary>
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

/// <summary>The span <c>publish …</c>: one message from its handing over to the broker until its acknowledgement.</summary>
internal static class SendTrace
{
    /// <summary>The message carries this span, or the current one where nobody listens to ours.</summary>
    public static Activity? Start(string destination, ServiceBusMessage message)
    {
        Activity? activity = IngestorTracing.Source.HasListeners() ? StartListened(destination, message) : null;
        MessageTrace.Stamp(message);
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
