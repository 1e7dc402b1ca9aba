using Microsoft.Azure.Amqp;

namespace LocalServiceBus.Amqp;

/// <summary>The open connections, so that they can be cut.</summary>
internal sealed class ConnectionSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<AmqpConnection> _open = [];
    private bool _closed;

    /// <returns>False where the server has stopped meanwhile; the connection is not kept then.</returns>
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

    /// <summary>Cuts every connection and takes no more.</summary>
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
