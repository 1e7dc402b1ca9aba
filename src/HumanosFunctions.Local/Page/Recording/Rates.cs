namespace HumanosFunctions.Local.Page.Recording;

/// <summary>What happened in one second.</summary>
/// <param name="P50">Median time from request to answer in milliseconds; null if there was none.</param>
internal sealed record RateSample(DateTimeOffset At, int Accepted, int Refused, int Processed, double? P50, double? P99);

/// <summary>Counts by the second, and keeps the last five minutes.</summary>
internal sealed class Rates(TimeProvider time)
{
    private const int Kept = 300;
    private const int MaxDurations = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<RateSample> _samples = new();
    private readonly List<double> _durations = new(MaxDurations);
    private int _accepted;
    private int _refused;
    private int _processed;

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
        lock (_gate)
        {
            _ = isAccepted ? _accepted++ : _refused++;
            if (_durations.Count < MaxDurations)
            {
                _durations.Add(duration);
            }
        }
    }

    public void Processed()
    {
        lock (_gate)
        {
            _processed++;
        }
    }

    /// <summary>Ends the second; call it once each.</summary>
    public RateSample Take()
    {
        lock (_gate)
        {
            _durations.Sort();
            var sample = new RateSample(time.GetUtcNow(), _accepted, _refused, _processed, Quantile(0.5), Quantile(0.99));
            (_accepted, _refused, _processed) = (0, 0, 0);
            _durations.Clear();
            _samples.Enqueue(sample);
            while (_samples.Count > Kept)
            {
                _samples.Dequeue();
            }

            return sample;
        }
    }

    private double? Quantile(double share) => _durations.Count == 0 ? null : Math.Round(_durations[(int)(share * (_durations.Count - 1))], 2);
}
