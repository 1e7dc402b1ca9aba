using System.Globalization;
using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>An event of an export.</summary>
/// <param name="Archived">The event as it was received.</param>
/// <param name="Parsed">The typed event, or null if the body is not a JSON object.</param>
/// <param name="File">The file that contains the bytes.</param>
internal sealed record EvidenceEvent(ArchivedEvent Archived, HumanosEvent? Parsed, string File)
{
    public ArchiveHeader Header => Archived.Header;

    public string? OccurredAt => Header.Text(EventProperties.Time);

    /// <summary>The same as a time, to order events by it.</summary>
    public DateTimeOffset OccurredTime =>
        DateTimeOffset.TryParse(OccurredAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : Header.ReceivedAt;

    /// <summary>
    /// The signed time of the delivery. An event that was archived by an earlier version has it only if it has no time of its own, because then
    /// the signed time takes its place.
    /// </summary>
    public string? SignedAt => Header.Text(EventProperties.SignedAt) ?? (Parsed?.Time?.Value is null ? OccurredAt : null);

    /// <summary>Whether the event has an effect on the state.</summary>
    public bool IsUnderstood => Parsed is not null and not UnknownEvent;

    public static EvidenceEvent Of(ArchivedEvent archived, string file) =>
        new(archived, HumanosEvent.Parse(archived.Body) is EventParsing.Parsed { Event: HumanosEvent parsed } ? parsed : null, file);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("file", File);
        json.WriteString("eventId", Header.EventId);
        json.WriteString("type", Header.Text(EventProperties.Type));
        json.WriteString("apiVersion", Header.Text(EventProperties.ApiVersion));
        json.WriteString("issuer", Header.Text(EventProperties.Source));
        json.WriteString("occurredAt", OccurredAt);
        json.WriteString("signedAt", SignedAt);
        json.WriteString("receivedAt", Rfc3339.Format(Header.ReceivedAt));
        json.WriteString("publishedAt", Rfc3339.Format(Header.EnqueuedAt));
        json.WriteNumber("length", Header.BodyLength);
        json.WriteString("sha256", Header.BodySha256);
        json.WriteString("archivedAs", Archived.Name);
        json.WriteBoolean("understood", IsUnderstood);
        if (Parsed is not null && EventDrift.Of(Parsed) is { MemberCount: > 0 } drift)
        {
            json.WriteNumber("membersNotRead", drift.MemberCount);
        }
    }
}
