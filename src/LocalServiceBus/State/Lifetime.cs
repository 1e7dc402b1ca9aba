namespace LocalServiceBus.State;

/// <summary>When a message's life ends: the shortest of all the times that are asked for.</summary>
internal static class Lifetime
{
    public static DateTimeOffset End(DateTimeOffset start, TimeSpan atMost, TimeSpan? wanted = null)
    {
        TimeSpan span = wanted < atMost ? wanted.Value : atMost;
        return span < DateTimeOffset.MaxValue - start ? start + span : DateTimeOffset.MaxValue;
    }
}
