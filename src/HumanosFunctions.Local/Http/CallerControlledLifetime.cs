using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Local.Http;

/// <summary>Leaves signals alone: when to stop is for the program to say that started the host.</summary>
internal sealed class CallerControlledLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
