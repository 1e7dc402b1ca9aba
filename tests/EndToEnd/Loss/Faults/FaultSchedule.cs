using EndToEnd.Loss.Sending;

namespace EndToEnd.Loss.Faults;

/// <summary>Strikes at random times, the same for the same seed; each round has every kind of fault, and they may overlap.</summary>
internal sealed class FaultSchedule(IReadOnlyList<Fault> faults, Tally tally, int seed)
{
    /// <summary>Ends when the last fault has ended.</summary>
    public Task RunAsync(int rounds, TimeSpan round, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var strikes = new List<Task>();
        for (int number = 0; number < rounds; number++)
        {
            foreach (Fault fault in faults.SelectMany(fault => Enumerable.Repeat(fault, fault.EachRound)))
            {
                TimeSpan at = (round * number) + (round * random.NextDouble());
                strikes.Add(StrikeAsync(fault, at, new Random(random.Next()), cancellationToken));
            }
        }

        return Task.WhenAll(strikes);
    }

    private async Task StrikeAsync(Fault fault, TimeSpan at, Random random, CancellationToken cancellationToken)
    {
        await Task.Delay(at, cancellationToken);
        tally.Count(fault.Name);
        await fault.StrikeAsync(random, cancellationToken);
    }
}
