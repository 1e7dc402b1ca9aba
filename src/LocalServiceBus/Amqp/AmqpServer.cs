using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Listens on loopback and serves every connection until it is stopped. It holds no messages: those outlive it.</summary>
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

    /// <summary>Clients authenticate by token on <c>$cbs</c>, so the mechanisms here let everybody as far as that.</summary>
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
            // The client went away before it was connected, or does not speak AMQP 1.0.
            connection.Abort();
        }
    }
}
