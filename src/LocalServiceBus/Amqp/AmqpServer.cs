using System.Net.Sockets;
using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Listens on loopback and serves every connection until it is stopped. It holds no messages: those outlive it.</summary>
internal sealed class AmqpServer
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(60);

    private readonly HashSet<AmqpConnection> _connections = [];
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
        _listener.Listen((_, args) => OnTransportAccepted(args));
    }

    public void Stop()
    {
        _listener.Close();
        CutConnections();
    }

    public void CutConnections()
    {
        AmqpConnection[] open;
        lock (_connections)
        {
            open = [.. _connections];
        }

        foreach (AmqpConnection connection in open)
        {
            connection.Abort();
        }
    }

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

    private void OnTransportAccepted(TransportAsyncCallbackArgs args)
    {
        var connectionSettings = new AmqpConnectionSettings { ContainerId = "local-service-bus", IdleTimeOut = 240_000 };
        AmqpConnection connection = _settings.RuntimeProvider.CreateConnection(
            args.Transport, (ProtocolHeader)args.UserToken, isInitiator: false, _settings, connectionSettings);
        lock (_connections)
        {
            _connections.Add(connection);
        }

        connection.SafeAddClosed((_, _) => Forget(connection));
        _ = OpenAsync(connection);
    }

    private static async Task OpenAsync(AmqpConnection connection)
    {
        try
        {
            await connection.OpenAsync(OpenTimeout);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            connection.Abort();
        }
    }

    private void Forget(AmqpConnection connection)
    {
        lock (_connections)
        {
            _connections.Remove(connection);
        }
    }
}
