using System.Globalization;
using Benchmarks.Comparison.Load;

namespace Benchmarks.Comparison;

/// <summary>Load alone, for a server that runs already: to profile it, or to try a machine.</summary>
internal static class LoadCommand
{
    private const int Connections = 64;

    public static async Task RunAsync(Uri target, string count, string kilobytes, string sample)
    {
        using var corpus = new Corpus(sample, Number(kilobytes) * 1024);
        LoadResult result = await LoadRun.OfAsync(corpus.Make(Number(count), target), target, Connections, expectedStatus: 200);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Requests} requests, {result.Unexpected} not accepted, {result.PerSecond:N0}/s, p50 {result.Percentile(50).TotalMilliseconds:N2} ms, p99 {result.Percentile(99).TotalMilliseconds:N2} ms"));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
