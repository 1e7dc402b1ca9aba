using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Connects every link that a client attaches to what its address names, or refuses it with the reason.</summary>
internal sealed class LinkRouter(EntityDirectory entities, BrokerFaults faults, long maxMessageBytes) : IRuntimeProvider
{
    private const string SessionFilter = "com.microsoft:session-filter";

    public AmqpConnection CreateConnection(
        TransportBase transport,
        ProtocolHeader protocolHeader,
        bool isInitiator,
        AmqpSettings amqpSettings,
        AmqpConnectionSettings connectionSettings) =>
        new ClientConnection(transport, protocolHeader, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        settings.MaxMessageSize = (ulong)maxMessageBytes;
        return settings.IsReceiver() ? new ReceivingAmqpLink(session, settings) : new SendingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        Route(link);
        return TaskToAsyncResult.Begin(Task.CompletedTask, callback, state);
    }

    public void EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);

    /// <exception cref="AmqpException">The link is refused; the library tells the client why.</exception>
    private void Route(AmqpLink link)
    {
        switch (link)
        {
            case ReceivingAmqpLink { Settings.Target: Coordinator }:
                throw ErrorConditions.NotSupported("Transactions");
            case ReceivingAmqpLink fromClient:
                RouteFromClient(fromClient, EntityAddress.From((link.Settings.Target as Target)?.Address));
                break;
            case SendingAmqpLink toClient:
                RouteToClient(toClient, EntityAddress.From((link.Settings.Source as Source)?.Address));
                break;
        }
    }

    private void RouteFromClient(ReceivingAmqpLink link, string address)
    {
        if (EntityAddress.IsCbs(address))
        {
            RequestLink.Attach(link, CbsNode.HandleAsync);
            return;
        }

        RequireAuthorization(link);
        if (EntityAddress.IsManagement(address, out string entity))
        {
            RequestLink.Attach(link, FindManagement(entity).HandleAsync);
        }
        else if (entities.TryGetTopic(address, out Topic? topic))
        {
            PublisherLink.Attach(link, topic, faults);
        }
        else
        {
            throw entities.TryGetQueue(address, out _)
                ? ErrorConditions.NotAllowed($"'{address}' is a subscription or a dead-letter queue: nobody can send to it.")
                : ErrorConditions.EntityNotFound(address);
        }
    }

    private void RouteToClient(SendingAmqpLink link, string address)
    {
        bool isCbs = EntityAddress.IsCbs(address);
        if (!isCbs)
        {
            RequireAuthorization(link);
        }

        if (isCbs || EntityAddress.IsManagement(address, out _))
        {
            ((ClientConnection)link.Session.Connection).AddReplyLink(link);
        }
        else if (link.Settings.Source is Source { FilterSet: { } filters } && filters.Any(filter => filter.Key.ToString() == SessionFilter))
        {
            throw ErrorConditions.NotSupported("Sessions");
        }
        else if (entities.TryGetQueue(address, out MessageQueue? queue))
        {
            ConsumerLink.Attach(link, queue);
        }
        else
        {
            throw entities.TryGetTopic(address, out _)
                ? ErrorConditions.NotAllowed($"'{address}' is a topic: receive from one of its subscriptions.")
                : ErrorConditions.EntityNotFound(address);
        }
    }

    private ManagementNode FindManagement(string entity)
    {
        entities.TryGetQueue(entity, out MessageQueue? queue);
        entities.TryGetTopic(entity, out Topic? topic);
        return queue is null && topic is null ? throw ErrorConditions.EntityNotFound(entity) : new ManagementNode(queue, topic);
    }

    private static void RequireAuthorization(AmqpLink link)
    {
        if (!((ClientConnection)link.Session.Connection).IsAuthorized)
        {
            throw ErrorConditions.Unauthorized();
        }
    }
}
