using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Local.Tests.Lifecycle;

/// <summary>A background service of the app that notes when it was started and stopped.</summary>
internal sealed class HostedWitness : IHostedService
{
    private volatile bool _started;
    private volatile bool _stopped;

    public bool Started => _started;

    public bool Stopped => _stopped;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        return Task.CompletedTask;
    }
}
