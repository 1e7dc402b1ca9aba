using System.Diagnostics;

namespace Benchmarks.Comparison.Load;

/// <summary>Sends prepared requests over some connections, each as soon as the one before it on its connection is answered.</summary>
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
