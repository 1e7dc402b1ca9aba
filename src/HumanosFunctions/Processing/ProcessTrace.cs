using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Processing;

/// <summary>
/// The span <c>process …</c>: one attempt to process a message. It belongs to the trace of the message, even if the Functions host did not
/// continue that trace, and is linked to the span that published the message.
/// </summary>
internal static class ProcessTrace
{
    private const int HashLength = 64;

    public static Activity? Start(string subject, ServiceBusReceivedMessage message)
    {
        if (!IngestorTracing.Source.HasListeners())
        {
            return null;
        }

        ActivityContext published = MessageTrace.Read(message);
        ActivityContext current = Activity.Current?.Context ?? default;
        ActivityContext parent = published == default || current.TraceId == published.TraceId ? current : published;
        ActivityLink[] links = published == default ? [] : [new ActivityLink(published)];
        return IngestorTracing.Source.StartActivity($"process {subject}", ActivityKind.Consumer, IngestorTracing.IdsOf(parent), links: links)?
            .AssumeFailed()
            .SetTag(TraceTags.System, "servicebus")
            .SetTag(TraceTags.Operation, "process")
            .SetTag(TraceTags.OperationType, "process")
            .SetTag(TraceTags.Subject, subject)
            .SetTag(TraceTags.MessageId, IdOf(message))
            .SetTag(TraceTags.DeliveryCount, message.DeliveryCount);
    }

    public static void Processed(string? eventId = null) => Current?.SetTag(TraceTags.EventId, eventId).End("Processed");

    public static void DeadLettered(string reason) => Current?.SetTag(TraceTags.Reason, reason).End("DeadLettered", ActivityStatusCode.Error);

    public static void Failed(Exception failure) => Current?
        .SetTag(TraceTags.ErrorType, failure.GetType().Name)
        .SetTag(TraceTags.Failure, FailureReport.Of(failure));

    private static Activity? Current =>
        Activity.Current is { Kind: ActivityKind.Consumer } current && current.Source == IngestorTracing.Source ? current : null;

    // The app's own message ids are hashes. Another sender can use any text.
    private static string? IdOf(ServiceBusReceivedMessage message) =>
        message.MessageId is { Length: HashLength } id && id.All(char.IsAsciiHexDigitLower) ? id : null;
}
