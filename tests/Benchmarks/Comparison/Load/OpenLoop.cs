using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Benchmarks.Comparison.Load;

/// <summary>
/// Sends prepared requests at a constant rate, whether or not earlier ones are answered. A latency starts when the request was due, so a
/// slow answer also counts for the requests that waited behind it (no coordinated omission).
/// </summary>
internal sealed class OpenLoop : IDisposable
{
    private readonly ConcurrentStack<Exchange> _idle = new();
    private readonly SemaphoreSlim _free;
    private readonly Exchange[] _exchanges;
    private readonly Uri _target;

    private OpenLoop(Exchange[] exchanges, Uri target)
    {
        (_exchanges, _target) = (exchanges, target);
        _free = new SemaphoreSlim(exchanges.Length);
        _idle.PushRange(exchanges);
    }

    public static async Task<OpenLoop> OpenAsync(Uri target, int connections)
    {
        Exchange[] exchanges = [.. Enumerable.Range(0, connections).Select(_ => new Exchange())];
        await Task.WhenAll(exchanges.Select(exchange => exchange.OpenAsync(target)));
        return new OpenLoop(exchanges, target);
    }

    /// <summary>Requests that were answered with another status than expected, in all runs.</summary>
    public int Unexpected { get; private set; }

    /// <returns>The latencies in ascending order.</returns>
    public async Task<TimeSpan[]> RunAsync(IReadOnlyList<byte[]> requests, double perSecond, int expectedStatus)
    {
        var run = new OpenLoopRun(requests, expectedStatus);

        // A thread of its own: the pool's threads answer.
        await Task.Factory.StartNew(() => Pace(requests.Count, perSecond, number => _ = SendAsync(run, number)), TaskCreationOptions.LongRunning);
        Unexpected += await run.Unexpected;
        return run.Sorted();
    }

    public void Dispose()
    {
        _free.Dispose();
        foreach (Exchange exchange in _exchanges)
        {
            exchange.Dispose();
        }
    }

    private static void Pace(int requests, double perSecond, Action<(int Index, long Due)> send)
    {
        double ticks = Stopwatch.Frequency / perSecond;
        long start = Stopwatch.GetTimestamp();
        for (int index = 0; index < requests; index++)
        {
            long due = start + (long)(index * ticks);
            Pause.Until(due);
            send((index, due));
        }
    }

    private async Task SendAsync(OpenLoopRun run, (int Index, long Due) number)
    {
        try
        {
            await _free.WaitAsync();
            _ = _idle.TryPop(out Exchange? exchange);
            await exchange!.ReopenIfClosedAsync(_target);
            int status = await exchange.RunAsync(run.Requests[number.Index]);
            run.Answered(number.Index, status, Stopwatch.GetElapsedTime(number.Due));
            _idle.Push(exchange);
            _free.Release();
        }
        catch (Exception failure)
        {
            run.Fail(failure);
        }
    }
}

/// <summary>
/// The answers of one run. It keeps no task of a request: a hundred thousand of them that survive make each garbage collection of the load
/// long, which looks like a slow server.
/// </summary>
internal sealed class OpenLoopRun(IReadOnlyList<byte[]> requests, int expectedStatus)
{
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan[] _latencies = new TimeSpan[requests.Count];
    private int _left = requests.Count;
    private int _unexpected;

    public IReadOnlyList<byte[]> Requests => requests;

    /// <summary>Completes when every request is answered.</summary>
    public Task<int> Unexpected => _ended.Task;

    public void Answered(int index, int status, TimeSpan latency)
    {
        _latencies[index] = latency;
        if (status != expectedStatus)
        {
            Interlocked.Increment(ref _unexpected);
        }

        if (Interlocked.Decrement(ref _left) == 0)
        {
            _ended.TrySetResult(_unexpected);
        }
    }

    public void Fail(Exception failure) => _ended.TrySetException(failure);

    public TimeSpan[] Sorted()
    {
        Array.Sort(_latencies);
        return _latencies;
    }
}

/// <summary>Waits for a time more exactly than the runtime's timers, which count milliseconds, and without a busy core.</summary>
internal static class Pause
{
    public static void Until(long timestamp)
    {
        TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        if (OperatingSystem.IsLinux())
        {
            var span = new Timespec { Seconds = (nint)left.Seconds, Nanoseconds = (nint)(left.Ticks % TimeSpan.TicksPerSecond * 100) };
            _ = nanosleep(ref span, 0);
        }
        else
        {
            Thread.Sleep(left);
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern int nanosleep(ref Timespec duration, nint remaining);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
