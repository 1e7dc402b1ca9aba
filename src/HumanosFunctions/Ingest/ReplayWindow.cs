using Humanos.Webhooks;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Ingest;

/// <summary>
/// How far a signed time may be from the clock. A delivery can be accepted from when its time is just not too far ahead
/// until it is too old; all of that has to fit into the topic's duplicate detection, or a replay could be a second message.
/// </summary>
public static class ReplayWindow
{
    /// <summary>Clocks differ; a delivery from further ahead than this was not signed just now.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPast = EventTopic.DuplicateDetectionWindow - Future;

    /// <param name="tolerance">The setting, which may be as long as the duplicate detection itself.</param>
    public static TimestampWindow Of(TimeSpan tolerance) => new(Past: tolerance < LongestPast ? tolerance : LongestPast, Future);
}
