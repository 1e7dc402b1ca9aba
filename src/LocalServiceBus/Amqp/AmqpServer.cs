using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Listens on loopback and serves connections until it is stopped. It holds no messages, so they survive a restart.</summary>
internal sealed class AmqpServer
{
    private const uint IdleTimeoutInMilliseconds = 240_000;
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(60);

    private readonly ConnectionSet _connections = new();
    private readonly LoopbackListener _loopback;
    private readonly AmqpTransportListener _listener;
    private readonly AmqpSettings _settings;

    /// <exception cref="SocketException">The port is in use.</exception>
    public AmqpServer(int port, IRuntimeProvider links)
    {
        _settings = CreateSettings(links);
        _loopback = new LoopbackListener(port);
        _listener = new AmqpTransportListener([_loopback], _settings);
    }

    public int Port => _loopback.Port;

    public void Start()
    {
        _listener.Open();
        _listener.Listen((listener, accepted) => _ = ServeAsync(accepted));
    }

    public void Stop()
    {
        _listener.Close();
        _connections.Close();
    }

    public void CutConnections() => _connections.CutAll();

    /// <summary>Clients authenticate with a token on <c>$cbs</c>, so the SASL mechanisms accept every client.</summary>
    private static AmqpSettings CreateSettings(IRuntimeProvider links)
    {
        var version = new AmqpVersion(1, 0, 0);
        var sasl = new SaslTransportProvider { Versions = { version } };
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        sasl.AddHandler(new SaslAnonymousHandler());
        return new AmqpSettings
        {
            RuntimeProvider = links,
            TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } },
        };
    }

    private async Task ServeAsync(TransportAsyncCallbackArgs accepted)
    {
        var settings = new AmqpConnectionSettings { ContainerId = "local-service-bus", IdleTimeOut = IdleTimeoutInMilliseconds };
        AmqpConnection connection = _settings.RuntimeProvider.CreateConnection(
            accepted.Transport, (ProtocolHeader)accepted.UserToken, isInitiator: false, _settings, settings);
        if (!_connections.TryAdd(connection))
        {
            accepted.Transport.Abort();
            return;
        }

        try
        {
            await connection.OpenAsync(OpenTimeout);
        }
        catch (Exception exception) when (exception is AmqpException or IOException or SocketException
            or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            // The client disconnected before the connection was open, or it does not use AMQP 1.0.
            connection.Abort();
        }
    }
}

/// <summary>Accepts connections on 127.0.0.1 only. The library's own listener resolves the host name first, which fails on some machines.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The library closes transports with Close and Abort.")]
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
                // This client disconnected during accept. Continue with the next client.
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

/// <summary>Tracks the open connections, so that they can be aborted.</summary>
internal sealed class ConnectionSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<AmqpConnection> _open = [];
    private bool _closed;

    /// <returns>False if the server has stopped. The connection is then not tracked.</returns>
    public bool TryAdd(AmqpConnection connection)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _open.Add(connection);
        }

        connection.SafeAddClosed((_, _) => Remove(connection));
        return true;
    }

    public void CutAll()
    {
        AmqpConnection[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        foreach (AmqpConnection connection in open)
        {
            connection.Abort();
        }
    }

    /// <summary>Aborts all connections and accepts no more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        CutAll();
    }

    private void Remove(AmqpConnection connection)
    {
        lock (_lock)
        {
            _open.Remove(connection);
        }
    }
}
