using System.Collections.Concurrent;

namespace EndToEnd.Loss.Sending;

/// <summary>Spreads known deliveries evenly over a time, with repetitions and forgeries among them, and keeps what was meant to get in.</summary>
internal sealed class Workload(PersistentSender sender, Tally tally, int seed)
{
    private const int Connections = 100;

    private readonly ConcurrentDictionary<string, KnownEvent> _genuine = new();
    private readonly ConcurrentDictionary<string, bool> _accepted = new();

    public IReadOnlyDictionary<string, KnownEvent> Genuine => _genuine;

    public bool IsAccepted(KnownEvent known) => _accepted.ContainsKey(known.EventId);

    /// <summary>Ends when every one was answered 200, which is after the last fault.</summary>
    public async Task RunAsync(int deliveries, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset start = DateTimeOffset.UtcNow;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, deliveries, options, async (number, cancelled) =>
        {
            TimeSpan early = start + (duration * number / deliveries) - DateTimeOffset.UtcNow;
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero, cancelled);
            await SendAsync(new Random(seed + number), cancelled);
        });
    }

    /// <summary>One of each kind, to see what a delivery comes to when nothing fails.</summary>
    public async Task<IReadOnlyList<KnownEvent>> SendOneOfEachAsync(CancellationToken cancellationToken)
    {
        KnownEvent[] each = [.. KnownEvent.SampleNames.Select(name => Add(KnownEvent.Of(name)))];
        foreach (KnownEvent known in each)
        {
            await DeliverAsync(known, new Random(seed), cancellationToken);
        }

        return each;
    }

    /// <summary>Repeats some that were accepted long ago, as a sender may that lost the answer.</summary>
    public Task RepeatSomeAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(_genuine.Values.Where((_, number) => number % 20 == 0), cancellationToken, async (known, cancelled) =>
        {
            tally.Count("sent again though accepted");
            await sender.DeliverAsync(known, new Random(seed), cancelled);
        });

    private static int SizeOf(int percent) => percent switch
    {
        0 => KnownEvent.LargerThanAMessage,
        1 or 2 => KnownEvent.LargerThanOthers,
        _ => 0,
    };

    private async Task SendAsync(Random random, CancellationToken cancellationToken)
    {
        string sample = KnownEvent.SampleNames[random.Next(KnownEvent.SampleNames.Count)];
        if (random.Next(20) == 0)
        {
            await sender.ForgeAsync(KnownEvent.Of(sample), random, cancellationToken);
        }

        KnownEvent known = Add(KnownEvent.Of(sample, SizeOf(random.Next(100))));
        await DeliverAsync(known, random, cancellationToken);
        if (random.Next(10) == 0)
        {
            tally.Count("sent again though accepted");
            await sender.AttemptAsync(known, random);
        }
    }

    private async Task DeliverAsync(KnownEvent known, Random random, CancellationToken cancellationToken)
    {
        await sender.DeliverAsync(known, random, cancellationToken);
        _accepted[known.EventId] = true;
    }

    private KnownEvent Add(KnownEvent known)
    {
        Assert.True(_genuine.TryAdd(known.EventId, known), "every delivery is an event of its own");
        return known;
    }
}
