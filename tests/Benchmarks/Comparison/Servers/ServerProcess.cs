using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>One program on loopback, started for a measurement and stopped after it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _firstLines = new();
    private int _lines;

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public TimeSpan Cpu => Refreshed().TotalProcessorTime;

    public long WorkingSet => Refreshed().WorkingSet64;

    public static ServerProcess Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HUMANOS_STOP_WITH_PARENT"] = "1" },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>The group <c>found</c> of the first line that matches.</summary>
    public async Task<string> WaitForAsync(string pattern)
    {
        Match? match = null;
        await Eventually.IsTrueAsync(
            () => (match = _firstLines.Select(line => Regex.Match(line, pattern)).FirstOrDefault(found => found.Success)) is not null || _process.HasExited,
            $"the program prints {pattern}");
        return match?.Groups["found"].Value ?? throw new InvalidOperationException($"The program ended: {string.Join('\n', _firstLines)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    // Programs print a line a delivery: all are read, a few are kept.
    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null && Interlocked.Increment(ref _lines) <= 100)
        {
            _firstLines.Enqueue(line.Data);
        }
    }
}
