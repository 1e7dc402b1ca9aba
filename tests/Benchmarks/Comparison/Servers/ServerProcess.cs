using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Benchmarks.Comparison.Servers;

/// <summary>A program on loopback that runs for one measurement.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly List<string> _printed = [];
    private Task _output = Task.CompletedTask;

    private ServerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The lines up to and including the line that was waited for.</summary>
    public IReadOnlyList<string> Printed => _printed;

    public TimeSpan Cpu => Refreshed().TotalProcessorTime;

    public long WorkingSet => Refreshed().WorkingSet64;

    /// <summary>Open files and sockets.</summary>
    public int Handles => OperatingSystem.IsLinux() ? Directory.GetFiles($"/proc/{Id}/fd").Length : Refreshed().HandleCount;

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

    /// <summary>Returns the group <c>found</c> of the first matching line. Later output is read and discarded.</summary>
    public async Task<string> WaitForAsync(string pattern)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _printed.Add(line);
            if (Regex.Match(line, pattern) is { Success: true } match)
            {
                _output = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return match.Groups["found"].Value;
            }
        }

        throw new InvalidOperationException($"The program ended: {await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await Task.WhenAll(_output, _errors);
        _process.Dispose();
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }
}
