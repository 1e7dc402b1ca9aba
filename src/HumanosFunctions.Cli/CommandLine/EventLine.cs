using System.Globalization;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>An event on one line: time, subject, id, type, version and request.</summary>
internal static class EventLine
{
    /// <param name="time">When the event arrived.</param>
    /// <param name="subject">The subject of its message.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="text">Reads a property of the message.</param>
    public static string Of(DateTimeOffset time, string? subject, string? id, Func<string, string?> text) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time:yyyy-MM-ddTHH:mm:ss.fffZ}  {PlainText.Of(subject),-12}  {PlainText.Of(id)}  {PlainText.Of(text(EventProperties.Type))}  {PlainText.Of(text(EventProperties.ApiVersion))}  {PlainText.Of(text(EventProperties.Subject))}");
}
