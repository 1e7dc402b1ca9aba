using System.Net;
using System.Net.Sockets;
using LocalServiceBus.Amqp;
using LocalServiceBus.State;

namespace LocalServiceBus;

/// <summary>
/// A Service Bus namespace on 127.0.0.1 for development and tests. It keeps everything in memory: messages survive
/// <see cref="StopAsync"/> and <see cref="RestartAsync"/>, but not the end of the process.
/// </summary>
public sealed class DevelopmentBroker : IAsyncDisposable
{
    private readonly EntityDirectory _entities;
    private readonly LinkProvider _links;
    private AmqpServer _server;
    private Socket? _reservation;

    private DevelopmentBroker(BrokerOptions options)
    {
        Faults = new BrokerFaults(() => _server!.CutConnections());
        _entities = new EntityDirectory(options);
        _links = new LinkProvider(new LinkRouter(_entities, Faults), options.MaxMessageBytes);
        _server = new AmqpServer(options.Port, _links);
        Port = _server.Port;
        _server.Start();
    }

    public int Port { get; }

    public string ConnectionString => ConnectionStringOn(Port);

    /// <summary>The connection string for a broker on the given port.</summary>
    public static string ConnectionStringOn(int port) =>
        $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName={SasKey.Name};SharedAccessKey={SasKey.Value};UseDevelopmentEmulator=true;";

    public BrokerFaults Faults { get; }

    /// <exception cref="SocketException">The port is in use.</exception>
    public static Task<DevelopmentBroker> StartAsync(BrokerOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new DevelopmentBroker(options));
    }

    /// <param name="entityPath">A queue, <c>topic/Subscriptions/name</c>, or the <c>/$DeadLetterQueue</c> of either.</param>
    /// <exception cref="ArgumentException">There is no such queue or subscription.</exception>
    public QueueStatistics Statistics(string entityPath) => StatisticsAsync(entityPath).GetAwaiter().GetResult();

    /// <summary>The same without blocking a thread, for a program that serves other requests meanwhile.</summary>
    /// <param name="entityPath">As for <see cref="Statistics"/>.</param>
    /// <exception cref="ArgumentException">There is no such queue or subscription.</exception>
    public Task<QueueStatistics> StatisticsAsync(string entityPath)
    {
        if (!_entities.TryGetQueue(entityPath, out MessageQueue? queue))
        {
            throw new ArgumentException($"There is no queue or subscription '{entityPath}'.", nameof(entityPath));
        }

        _entities.TryGetTopic(entityPath, out Topic? topic);
        return queue.GetStatisticsAsync(topic);
    }

    /// <param name="topic">A topic or a queue.</param>
    /// <exception cref="ArgumentException">There is no such topic.</exception>
    public TopicStatistics TopicStatistics(string topic) => _entities.TryGetTopic(topic, out Topic? found)
        ? found.GetStatisticsAsync().GetAwaiter().GetResult()
        : throw new ArgumentException($"There is no topic or queue '{topic}'.", nameof(topic));

    /// <summary>Stops listening and aborts all connections, but keeps all messages and the port.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _server.Stop();
        ReservePort();
        return Task.CompletedTask;
    }

    /// <summary>Serves the kept messages again, on the same port.</summary>
    /// <exception cref="SocketException">Another process uses the port now.</exception>
    public Task RestartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _server.Stop();
        _reservation?.Dispose();
        _server = new AmqpServer(Port, _links);
        _server.Start();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _server.Stop();
        _reservation?.Dispose();
        await _entities.DisposeAsync();
    }

    // A socket that is bound but does not listen: the system refuses connections, and gives the port to nobody who asks for a free one.
    // Otherwise clients could connect to another broker that starts meanwhile.
    private void ReservePort()
    {
        _reservation?.Dispose();
        _reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _reservation.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        }
        catch (SocketException)
        {
            // Another process took the port first. A restart reports it.
        }
    }
}
