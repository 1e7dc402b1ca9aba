using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace LocalServiceBus.Amqp;

/// <summary>Connects every link that a client attaches to what its address names, or refuses it with the reason.</summary>
internal sealed class LinkRouter(EntityDirectory entities, BrokerFaults faults)
{
    private const string SessionFilter = "com.microsoft:session-filter";

    /// <exception cref="AmqpException">The link is refused; the library tells the client why.</exception>
    public void Route(AmqpLink link)
    {
        var connection = (ClientConnection)link.Session.Connection;
        switch (link)
        {
            case ReceivingAmqpLink { Settings.Target: Coordinator }:
                throw ErrorConditions.NotSupported("Transactions");
            case ReceivingAmqpLink fromClient:
                RouteFromClient(fromClient, EntityAddress.From((link.Settings.Target as Target)?.Address), connection);
                break;
            case SendingAmqpLink toClient:
                RouteToClient(toClient, EntityAddress.From((link.Settings.Source as Source)?.Address), connection);
                break;
        }
    }

    private void RouteFromClient(ReceivingAmqpLink link, string address, ClientConnection connection)
    {
        if (EntityAddress.IsCbs(address))
        {
            RequestLink.Attach(link, CbsNode.HandleAsync);
            return;
        }

        connection.RequireAuthorization();
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

    private void RouteToClient(SendingAmqpLink link, string address, ClientConnection connection)
    {
        if (EntityAddress.IsCbs(address) || EntityAddress.IsManagement(address, out _))
        {
            connection.AddReplyLink(link);
            return;
        }

        connection.RequireAuthorization();
        if (AsksForSession(link))
        {
            throw ErrorConditions.NotSupported("Sessions");
        }

        if (!entities.TryGetQueue(address, out MessageQueue? queue))
        {
            throw entities.TryGetTopic(address, out _)
                ? ErrorConditions.NotAllowed($"'{address}' is a topic: receive from one of its subscriptions.")
                : ErrorConditions.EntityNotFound(address);
        }

        ConsumerLink.Attach(link, queue);
    }

    private ManagementNode FindManagement(string entity)
    {
        entities.TryGetQueue(entity, out MessageQueue? queue);
        entities.TryGetTopic(entity, out Topic? topic);
        return queue is null && topic is null ? throw ErrorConditions.EntityNotFound(entity) : new ManagementNode(queue, topic);
    }

    private static bool AsksForSession(SendingAmqpLink link) =>
        link.Settings.Source is Source { FilterSet: { } filters } && filters.Any(filter => filter.Key.ToString() == SessionFilter);
}
