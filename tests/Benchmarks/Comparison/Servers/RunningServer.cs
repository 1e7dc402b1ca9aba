namespace Benchmarks.Comparison.Servers;

/// <summary>A server that takes deliveries, and what it needs beside it.</summary>
/// <param name="Target">The webhook's address.</param>
/// <param name="Process">The server itself.</param>
/// <param name="Beside">A broker, where there is one.</param>
/// <param name="Data">A folder of its own, deleted afterwards.</param>
internal sealed record RunningServer(Uri Target, ServerProcess Process, ServerProcess? Beside = null, DirectoryInfo? Data = null) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (Beside is not null)
        {
            await Beside.DisposeAsync();
        }

        Data?.Delete(recursive: true);
    }
}
