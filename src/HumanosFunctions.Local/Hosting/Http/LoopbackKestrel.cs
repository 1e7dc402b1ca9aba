using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HumanosFunctions.Local.Hosting.Http;

/// <summary>Kestrel on loopback only, with the limits of the Functions host.</summary>
internal static class LoopbackKestrel
{
    private const long MaxRequestBodyBytes = 100 * 1024 * 1024;

    public static void UseLoopbackKestrel(this WebApplicationBuilder builder, int port) =>
        builder.WebHost
            .UseKestrelCore()
            // Measured: on few cores a queue of its own between socket and thread pool costs a sixth of the refusals.
            .UseSockets(sockets => sockets.IOQueueCount = 0)
            .ConfigureKestrel(kestrel => Configure(kestrel, port));

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        // Any byte may stand in a header: whether it means something is for the function to say.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        // The worker's bodies are buffered, so functions may read and write them synchronously.
        kestrel.AllowSynchronousIO = true;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
