using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Accepts on 127.0.0.1 only. The library's own listener asks DNS for the machine's name first, which some machines cannot answer.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The library ends its transports through Close and Abort.")]
internal sealed class LoopbackListener : TransportListener
{
    private readonly TcpListener _listener;

    /// <exception cref="SocketException">The port is in use.</exception>
    public LoopbackListener(int port)
        : base("loopback-listener")
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    protected override void OnListen() => _ = AcceptAsync();

    protected override bool CloseInternal()
    {
        _listener.Dispose();
        return true;
    }

    protected override void AbortInternal() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Accept(await _listener.AcceptSocketAsync());
            }
            catch (SocketException)
            {
                // That client is gone before it was here; the next one is welcome.
            }
            catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Accept(Socket socket)
    {
        socket.NoDelay = true;
        var transport = new SocketTransport(socket);
        transport.Open();
        OnTransportAccepted(new TransportAsyncCallbackArgs { Transport = transport });
    }
}
