using System.Globalization;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Archive;

/// <summary>
/// Names objects of the archive: <c>yyyy/MM/dd/HH/event id</c>, in UTC. The same event has the same name, however often it is delivered,
/// retried or replayed.
/// </summary>
public static class ArchiveName
{
    private const string Hour = "yyyy'/'MM'/'dd'/'HH";

    public static string Of(string eventId, DateTimeOffset receivedAt) => $"{HourOf(receivedAt)}/{IdOf(eventId)}";

    public static string HourOf(DateTimeOffset time) => time.UtcDateTime.ToString(Hour, CultureInfo.InvariantCulture);

    /// <summary>Returns the id, or its hash if it is not a hash itself: other senders can use any text.</summary>
    public static string IdOf(string eventId) => HashedId.Of(eventId);

    /// <summary>Returns the beginning of the hour of a name such as <c>2026/01/31/23</c>, or null if it is none.</summary>
    public static DateTimeOffset? HourFrom(string name) =>
        DateTimeOffset.TryParseExact(name, Hour, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset hour)
            ? hour
            : null;
}
