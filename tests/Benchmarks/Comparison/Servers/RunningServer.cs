using System.Diagnostics;

namespace Benchmarks.Comparison.Servers;

/// <summary>A server that takes deliveries, and what it needs beside it.</summary>
/// <param name="Target">The webhook's address.</param>
/// <param name="Process">The server itself.</param>
/// <param name="Broker">A broker of its own, where there is one.</param>
/// <param name="Data">A folder of its own, deleted afterwards.</param>
/// <param name="Worker">The process that the server's functions run in, where that is another one.</param>
internal sealed record RunningServer(Uri Target, ServerProcess Process, BrokerProcess? Broker = null, DirectoryInfo? Data = null, Process? Worker = null) : IAsyncDisposable
{
    public TimeSpan WorkerCpu
    {
        get
        {
            Worker?.Refresh();
            return Worker?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (Worker is not null)
        {
            await Worker.WaitForExitAsync();
            Worker.Dispose();
        }

        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        Data?.Delete(recursive: true);
    }
}
