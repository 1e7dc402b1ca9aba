using System.ComponentModel;
using System.Diagnostics;
using HumanosFunctions.Local.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Worker;

/// <summary>A worker process, which ends with this process.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _output;

    private WorkerProcess(Process process, WorkerConsole console)
    {
        _process = process;
        Console = console;
        _output = Task.WhenAll(console.ReadAsync(process.StandardOutput), console.ReadAsync(process.StandardError));
        Ended = WaitAsync();
    }

    public int Id => _process.Id;

    public WorkerConsole Console { get; }

    /// <summary>Completes with the exit code when the process has ended and its output is read.</summary>
    public Task<int> Ended { get; }

    public static WorkerProcess Start(WorkerProgram program, IEnumerable<string> arguments, IConfiguration settings, WorkerConsole console)
    {
        var start = new ProcessStartInfo(program.Executable, arguments)
        {
            WorkingDirectory = program.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string? value) in settings.AsEnumerable())
        {
            // In environment variables, '__' stands for ':'.
            if (value is not null)
            {
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
            }
        }

        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = program.Folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = program.Folder;
        start.Environment[StartupHook.Variable] = typeof(StartupHook).Assembly.Location;
        try
        {
            return new WorkerProcess(Process.Start(start)!, console);
        }
        catch (Win32Exception exception)
        {
            throw new HostConfigurationException($"The worker cannot be started: {program.Executable}: {exception.Message}.", exception);
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // The process has already ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended;
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await _output;
        return _process.ExitCode;
    }
}
