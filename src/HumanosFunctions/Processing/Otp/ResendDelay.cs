namespace HumanosFunctions.Processing.Otp;

/// <summary>How long an attempt waits after its failure was received, or a try after the one before: each twice as long.</summary>
public static class ResendDelay
{
    /// <summary>Nobody waits longer for a one-time password, and the queue's messages live for an hour.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <param name="number">Of the attempt or try, from 1.</param>
    /// <param name="first">What the first waits.</param>
    public static TimeSpan Before(int number, TimeSpan first)
    {
        double seconds = first.TotalSeconds * Math.Pow(2, number - 1);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
