using System.Text.RegularExpressions;
using EndToEnd.Serving;

namespace EndToEnd.Loss.Serving;

/// <summary>The app as a process that is started again after each end, always on the same port, with the same store.</summary>
internal sealed partial class RestartableApp(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    // A platform that has asked in vain for this long kills.
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private LocalProcess? _process;
    private int _crashes;

    /// <summary>How often it has ended without being told to.</summary>
    public int Crashes => _crashes + Crashed;

    private int Crashed => _process is { HasExited: true } ? 1 : 0;

    public Task StartAsync() => RestartAsync(_ => Task.CompletedTask);

    public Task KillAsync() => RestartAsync(process => process.KillAsync());

    public Task TerminateAsync() => RestartAsync(async process =>
    {
        await process.TerminateAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TerminationGrace);
        }
        catch (TimeoutException)
        {
            await process.KillAsync();
        }
    });

    private async Task RestartAsync(Func<LocalProcess, Task> end)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (_process is not null)
            {
                _crashes += Crashed;
                await end(_process);
                await _process.DisposeAsync();
            }

            _process = LocalProcess.Start(arguments, environment);
            await _process.WaitForLineAsync(Ready(), StartLimit);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
            await _process.DisposeAsync();
        }

        _oneAtATime.Dispose();
    }

    [GeneratedRegex("^ready ")]
    private static partial Regex Ready();
}
