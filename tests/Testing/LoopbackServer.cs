using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Testing;

/// <summary>Kestrel on a free loopback port, without logging, to replace external services in tests.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <summary>Uses HTTP, with the same handler for every address.</summary>
    public LoopbackServer(RequestDelegate answer)
        : this(app => app.Run(answer), certificate: null)
    {
    }

    /// <summary>Uses HTTPS if there is a certificate.</summary>
    /// <param name="answers">Adds what the server answers.</param>
    /// <param name="certificate">Null for HTTP.</param>
    /// <param name="port">Zero for any free port.</param>
    public LoopbackServer(Action<WebApplication> answers, X509Certificate2? certificate, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => Secure(listen, certificate)));
        _app = builder.Build();
        answers(_app);
    }

    /// <summary>The address of the server, available after the start.</summary>
    public Uri Address => new(_app.Urls.Single());

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Secure(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }
}

/// <summary>
/// Finds a free loopback port that nobody listens on, each only once in a process. On Linux, sockets that are bound but do not listen keep
/// the port until the process ends: a server can be started on it by number, but no one else gets it who asks for a free port.
/// </summary>
public static class FreePort
{
    private static readonly ConcurrentDictionary<int, Socket> Given = new();

    public static int Next()
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            bool isNew = Given.TryAdd(port, socket);
            if (!isNew || !OperatingSystem.IsLinux())
            {
                socket.Dispose();
            }

            if (isNew)
            {
                return port;
            }
        }
    }
}

/// <summary>Creates HTTP clients that add no trace headers, even if code in this process listens to activities.</summary>
public static class PlainHttp
{
    public static HttpClient Client() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
}
