using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>Keeps the spans that end while it listens.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IngestorTracing.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Other tests may process events meanwhile: only spans of this trace count.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}

/// <summary>A listener hears the whole process, so these tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class TracedCollection
{
    public const string Name = "listeners to traces";
}

/// <summary>The trace context of a request, as the Functions host would hand it over.</summary>
internal sealed class RequestTrace(string parent) : TraceContext
{
    public override string TraceParent => parent;

    public override string TraceState => string.Empty;
}

/// <summary>Messages to publish, and the same as they are received.</summary>
internal static class Messages
{
    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 20, 15, 30, TimeSpan.Zero);

    public static EventMessage Event(string sample = "2026-05-17/credential")
    {
        using var sender = new Sender();
        DecryptedEvent decrypted = sender.Open(sender.Seal(Samples.Read(sample), SignedAt), SignedAt);
        return EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource: null, SignedAt);
    }

    public static ServiceBusReceivedMessage Received(ServiceBusMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.MessageId,
        subject: message.Subject,
        contentType: message.ContentType,
        correlationId: message.CorrelationId,
        properties: message.ApplicationProperties,
        deliveryCount: 1);
}
