using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Publishing;

/// <summary>The span <c>publish …</c>: one message from its handing over to the broker until its acknowledgement.</summary>
public static class SendTrace
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
