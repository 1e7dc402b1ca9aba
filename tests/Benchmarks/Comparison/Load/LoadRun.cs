using System.Diagnostics;

namespace Benchmarks.Comparison.Load;

/// <summary>Sends prepared requests over several connections. Each connection sends its next request when the previous one is answered.</summary>
internal static class LoadRun
{
    public static async Task<LoadResult> OfAsync(IReadOnlyList<byte[]> requests, Uri target, int connections, int expectedStatus)
    {
        Exchange[] exchanges = [.. Enumerable.Range(0, connections).Select(_ => new Exchange())];
        foreach (Exchange exchange in exchanges)
        {
            await exchange.OpenAsync(target);
        }

        GC.Collect();
        var latencies = new TimeSpan[requests.Count];
        (int next, int unexpected) = (-1, 0);
        TimeSpan cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(exchanges.Select(exchange => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < requests.Count;)
            {
                long sent = Stopwatch.GetTimestamp();
                int status = await exchange.RunAsync(requests[number]);
                latencies[number] = Stopwatch.GetElapsedTime(sent);
                if (status != expectedStatus)
                {
                    Interlocked.Increment(ref unexpected);
                }
            }
        })));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
        foreach (Exchange exchange in exchanges)
        {
            exchange.Dispose();
        }

        Array.Sort(latencies);
        return new LoadResult(requests.Count, unexpected, elapsed, cpu, latencies);
    }
}

/// <summary>The result of one run.</summary>
/// <param name="Requests">The number of answered requests.</param>
/// <param name="Unexpected">The number of responses with an unexpected status.</param>
/// <param name="Elapsed">The time from the first request to the last response.</param>
/// <param name="LoadCpu">The CPU time of the load.</param>
/// <param name="Latencies">The latency of every request, in ascending order.</param>
internal sealed record LoadResult(int Requests, int Unexpected, TimeSpan Elapsed, TimeSpan LoadCpu, TimeSpan[] Latencies)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    public TimeSpan Percentile(double percent) => Latencies[(int)Math.Min(Latencies.Length - 1, percent / 100 * Latencies.Length)];
}
