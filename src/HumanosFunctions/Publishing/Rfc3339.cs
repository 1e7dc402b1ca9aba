using System.Globalization;

namespace HumanosFunctions.Publishing;

/// <summary>Times as text in UTC. AMQP has a type for them that clients of different languages read differently.</summary>
public static class Rfc3339
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
