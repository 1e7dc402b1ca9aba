namespace HumanosFunctions.Local.Page.Recording;

/// <summary>What happened in one second.</summary>
/// <param name="P50">Median time from request to answer in milliseconds; null if there was none.</param>
internal sealed record RateSample(DateTimeOffset At, int Accepted, int Refused, int Processed, double? P50, double? P99);

/// <summary>Counts by the second, and keeps the last five minutes. Every delivery is counted, so counting takes no lock.</summary>
internal sealed class Rates(TimeProvider time)
{
    private const int Kept = 300;
    private const int MaxDurations = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<RateSample> _samples = new();
    private readonly Total _accepted = new();
    private readonly Total _refused = new();
    private readonly Total _processed = new();

    // A place that is taken and not yet written has the duration of an earlier second, which does not matter for a quantile.
    private readonly double[] _durations = new double[MaxDurations];
    private int _measured;

    public IReadOnlyList<RateSample> Samples
    {
        get
        {
            lock (_gate)
            {
                return [.. _samples];
            }
        }
    }

    public void Answered(bool isAccepted, double duration)
    {
        (isAccepted ? _accepted : _refused).Add();
        if (Volatile.Read(ref _measured) < MaxDurations && Interlocked.Increment(ref _measured) is var place and <= MaxDurations)
        {
            _durations[place - 1] = duration;
        }
    }

    public void Processed() => _processed.Add();

    /// <summary>Ends the second; call it once each.</summary>
    public RateSample Take()
    {
        double[] durations = _durations[..Math.Min(MaxDurations, Interlocked.Exchange(ref _measured, 0))];
        Array.Sort(durations);
        lock (_gate)
        {
            var sample = new RateSample(
                time.GetUtcNow(), _accepted.SinceLast(), _refused.SinceLast(), _processed.SinceLast(), Quantile(durations, 0.5), Quantile(durations, 0.99));
            _samples.Enqueue(sample);
            while (_samples.Count > Kept)
            {
                _samples.Dequeue();
            }

            return sample;
        }
    }

    private static double? Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? null : Math.Round(sorted[(int)(share * (sorted.Length - 1))], 2);

    private sealed class Total
    {
        private long _value;
        private long _last;

        public void Add() => Interlocked.Increment(ref _value);

        public int SinceLast()
        {
            long value = Volatile.Read(ref _value);
            int since = (int)(value - _last);
            _last = value;
            return since;
        }
    }
}
