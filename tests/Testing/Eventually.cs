using System.Diagnostics;

namespace Testing;

/// <summary>Waits for a condition, and fails with a description if it is not met in time.</summary>
public static class Eventually
{
    /// <summary>The default time limit, long enough for slow machines.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task IsTrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), what, limit);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        long start = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(Pause);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > (limit ?? Limit))
            {
                throw new TimeoutException($"Not within {limit ?? Limit}: {what}");
            }

            await pause.WaitForNextTickAsync();
        }
    }
}
