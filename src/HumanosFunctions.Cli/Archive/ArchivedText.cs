using System.Globalization;
using System.Text;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>An archived event as a line, for people or for scripts. The payload is part of it only on request.</summary>
internal static class ArchivedText
{
    public static string LineOf(ArchiveHeader header) => EventLine.Of(header.ReceivedAt, header.Subject, header.EventId, header.Text);

    public static string JsonOf(ArchivedEvent archived, bool withPayload, bool withProperties = false) => JsonLine.Of(json =>
    {
        ArchiveHeader header = archived.Header;
        json.WriteString("name", archived.Name);
        json.WriteString("eventId", header.EventId);
        json.WriteString("messageId", header.MessageId);
        json.WriteString("subject", header.Subject);
        json.WriteString("eventType", header.Text(EventProperties.Type));
        json.WriteString("apiVersion", header.Text(EventProperties.ApiVersion));
        json.WriteString("requestId", header.Text(EventProperties.Subject));
        json.WriteString("issuer", header.Text(EventProperties.Source));
        json.WriteString("occurredAt", header.Text(EventProperties.Time));
        json.WriteString("signedAt", header.Text(EventProperties.SignedAt));
        json.WriteString("receivedAt", Rfc3339.Format(header.ReceivedAt));
        json.WriteString("enqueuedAt", Rfc3339.Format(header.EnqueuedAt));
        json.WriteNumber("bytes", header.BodyLength);
        json.WriteString("sha256", header.BodySha256);
        if (withProperties)
        {
            json.WriteStartObject("properties");
            foreach ((string name, object value) in header.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, TextOf(value));
            }

            json.WriteEndObject();
        }

        if (withPayload)
        {
            json.WriteString("payload", Encoding.UTF8.GetString(archived.Body.Span));
        }
    });

    /// <summary>An object that is not an event, or null.</summary>
    public static string? ProblemOf(ArchiveReading reading, bool asJson) => (reading, asJson) switch
    {
        (ArchiveReading.Damaged damaged, true) => JsonLine.Of(json =>
        {
            json.WriteString("name", damaged.Name);
            json.WriteString("damaged", damaged.Reason);
        }),
        (ArchiveReading.Damaged damaged, false) => $"{PlainText.Of(damaged.Name)}: damaged, {damaged.Reason}",
        (ArchiveReading.Missing missing, true) => JsonLine.Of(json =>
        {
            json.WriteString("name", missing.Name);
            json.WriteBoolean("missing", true);
        }),
        (ArchiveReading.Missing missing, false) => $"{PlainText.Of(missing.Name)}: missing",
        _ => null,
    };

    public static string TextOf(object value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
