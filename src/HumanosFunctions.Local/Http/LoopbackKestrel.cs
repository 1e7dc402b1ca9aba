using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HumanosFunctions.Local.Http;

/// <summary>Kestrel on loopback only, with the limits of the Functions host.</summary>
internal static class LoopbackKestrel
{
    public static void UseLoopbackKestrel(this WebApplicationBuilder builder, int port, RequestBodyLimits limits) =>
        builder.WebHost
            .UseKestrelCore()
            // Measured: on few cores a queue of its own between socket and thread pool costs a sixth of the refusals.
            .UseSockets(sockets => sockets.IOQueueCount = 0)
            .ConfigureKestrel(kestrel => Configure(kestrel, port, limits));

    private static void Configure(KestrelServerOptions kestrel, int port, RequestBodyLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.MaxLength;
        // The worker's bodies are buffered, so functions may read and write them synchronously.
        kestrel.AllowSynchronousIO = true;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
