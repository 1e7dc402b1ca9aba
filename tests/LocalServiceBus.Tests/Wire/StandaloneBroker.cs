using System.Diagnostics;

namespace LocalServiceBus.Tests.Wire;

/// <summary>The broker in a separate process.</summary>
internal sealed class StandaloneBroker : IAsyncDisposable
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "LocalServiceBus.dll");

    private readonly Process _process;

    public StandaloneBroker(params string[] arguments) => _process = Process.Start(new ProcessStartInfo("dotnet", [Executable, .. arguments])
    {
        WorkingDirectory = AppContext.BaseDirectory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync() ?? "";

    public async Task<(int ExitCode, string Error)> ExitAsync()
    {
        string error = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, error);
    }

    /// <summary>Sends SIGTERM to the process.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
