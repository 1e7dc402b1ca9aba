using System.Globalization;
using Benchmarks.Comparison.Load;

namespace Benchmarks.Comparison;

/// <summary>Load alone, for a server that runs already: to profile it, or to try a machine.</summary>
internal static class LoadCommand
{
    private const int Connections = 64;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var url, var count, var kilobytes, var sample]
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? target) || target.Scheme is not ("http" or "https")
            || Number(count, most: 10_000_000) is not { } deliveries || Number(kilobytes, most: 1024) is not { } size)
        {
            Console.Error.WriteLine("load takes an http address, how many deliveries, kilobytes of each (1 to 1024), and a sample such as 2026-05-17/test.");
            return 2;
        }

        using var corpus = new Corpus(sample, size * 1024);
        LoadResult result = await LoadRun.OfAsync(corpus.Make(deliveries, target), target, Connections, expectedStatus: 200);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Requests} requests, {result.Unexpected} not accepted, {result.PerSecond:N0}/s, p50 {result.Percentile(50).TotalMilliseconds:N2} ms, p99 {result.Percentile(99).TotalMilliseconds:N2} ms"));
        return 0;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number : null;
}
