namespace HumanosFunctions.Processing.Retrying;

/// <summary>How long a scheduled attempt waits: each about twice as long as the one before.</summary>
public static class RetryDelay
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    // Events that an outage stopped together are not to come back together.
    private const double Spread = 0.2;

    /// <param name="attempt">From 1.</param>
    /// <param name="first">What the first waits.</param>
    /// <param name="chance">From 0 to 1; 0.5 is the middle of the spread.</param>
    public static TimeSpan Before(int attempt, TimeSpan first, double chance)
    {
        double doubled = first.TotalSeconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(doubled, Longest.TotalSeconds) * (1 + (Spread * ((2 * chance) - 1))));
    }
}
