using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Local.Http;

/// <summary>Kestrel on loopback only, with the limits of the Functions host.</summary>
internal static class LoopbackKestrel
{
    public static void UseLoopbackKestrel(this WebApplicationBuilder builder, int port, RequestBodyLimits limits) =>
        builder.WebHost
            .UseKestrelCore()
            // Measured: with few cores, a separate I/O queue costs a sixth of the throughput of rejected requests.
            .UseSockets(sockets => sockets.IOQueueCount = 0)
            .ConfigureKestrel(kestrel => Configure(kestrel, port, limits));

    private static void Configure(KestrelServerOptions kestrel, int port, RequestBodyLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.MaxLength;
        // In a worker, bodies are buffered, so functions may read and write them synchronously.
        kestrel.AllowSynchronousIO = true;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}

/// <summary>Ignores signals: the program that starts the host stops it.</summary>
internal sealed class CallerControlledLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
