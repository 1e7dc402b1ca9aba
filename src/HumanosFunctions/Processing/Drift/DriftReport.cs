using System.Globalization;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Drift;

/// <summary>Reports what an event contains that this app does not know: as metrics with fixed words, and as log lines with names, never values.</summary>
public sealed partial class DriftReport(IngestorMetrics metrics, ILogger<DriftReport> logger)
{
    /// <param name="humanosEvent">The event.</param>
    /// <param name="eventId">The id of the event.</param>
    /// <param name="subject">The subject of its message.</param>
    public void Write(HumanosEvent humanosEvent, string eventId, string subject)
    {
        EventDrift drift = EventDrift.Of(humanosEvent);
        if (drift.IsNone)
        {
            return;
        }

        (string id, string word) = (HashedId.Of(eventId), RoutingKey.Word(subject));
        if (drift.HasUnknownType)
        {
            metrics.Drifted("type", word);
            Log.UnknownType(logger, id, word);
        }

        if (drift.Version is { } version)
        {
            metrics.Drifted("version", word);
            Log.UnknownVersion(logger, id, word, Date(version));
        }

        if (drift.MemberCount > 0)
        {
            metrics.Drifted("members", word);
            Log.UnreadMembers(logger, id, word, drift.MemberCount, string.Join(", ", drift.Members));
        }
    }

    // A version is a date. Any other text is a value that the sender chose.
    private static string Date(string version) =>
        DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? version : "not a date";

    private static partial class Log
    {
        [LoggerMessage(70, LogLevel.Warning, "Event {EventId} ({Subject}) has a type that this app does not know")]
        public static partial void UnknownType(ILogger logger, string eventId, string subject);

        [LoggerMessage(71, LogLevel.Warning, "Event {EventId} ({Subject}) has a version that this app does not know: {Version}")]
        public static partial void UnknownVersion(ILogger logger, string eventId, string subject, string version);

        [LoggerMessage(72, LogLevel.Warning, "Event {EventId} ({Subject}) has {Count} members that are not read: {Members}")]
        public static partial void UnreadMembers(ILogger logger, string eventId, string subject, int count, string members);
    }
}

/// <summary>Reports the drift of every event that is processed.</summary>
internal sealed class ProcessedDrift(DriftReport report) : IHandler<HumanosEvent>
{
    public Task<HandlingResult> HandleAsync(HumanosEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        report.Write(humanosEvent, facts.EventId, RoutingKey.For(facts.EventType));
        return Task.FromResult(HandlingResult.Done);
    }
}
