namespace HumanosFunctions.Processing;

/// <summary>Exponential back-off: each wait is twice as long as the one before, up to a limit.</summary>
internal static class BackOff
{
    /// <param name="number">Which wait it is, from 1.</param>
    /// <param name="first">How long the first one is.</param>
    /// <param name="max">The limit.</param>
    public static TimeSpan Wait(int number, TimeSpan first, TimeSpan max)
    {
        double seconds = first.TotalSeconds * Math.Pow(2, number - 1);
        return seconds < max.TotalSeconds ? TimeSpan.FromSeconds(seconds) : max;
    }
}
