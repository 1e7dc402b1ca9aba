namespace Benchmarks.Comparison.Load;

/// <summary>What one run of requests came to.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Unexpected">Answers with another status than was expected.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="LoadCpu">Processor time that the load itself took.</param>
/// <param name="Latencies">Of every request, in ascending order.</param>
internal sealed record LoadResult(int Requests, int Unexpected, TimeSpan Elapsed, TimeSpan LoadCpu, TimeSpan[] Latencies)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    public TimeSpan Percentile(double percent) => Latencies[(int)Math.Min(Latencies.Length - 1, percent / 100 * Latencies.Length)];
}
