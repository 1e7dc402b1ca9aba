namespace Benchmarks.Comparison.Servers;

/// <summary>A server that takes deliveries, and what it needs beside it.</summary>
/// <param name="Target">The webhook's address.</param>
/// <param name="Process">The server itself.</param>
/// <param name="Broker">A broker of its own, where there is one.</param>
/// <param name="Data">A folder of its own, deleted afterwards.</param>
internal sealed record RunningServer(Uri Target, ServerProcess Process, BrokerProcess? Broker = null, DirectoryInfo? Data = null) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        Data?.Delete(recursive: true);
    }
}
