using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>Connects each link that a client attaches to the entity that its address names, or rejects the link.</summary>
internal sealed class LinkRouter(EntityDirectory entities, BrokerFaults faults)
{
    private const string SessionFilter = "com.microsoft:session-filter";

    /// <exception cref="AmqpException">The link is rejected. The library sends the error to the client.</exception>
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
                ? ErrorConditions.NotAllowed($"'{address}' is a subscription or a dead-letter queue. You cannot send to it.")
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
                ? ErrorConditions.NotAllowed($"'{address}' is a topic. Receive from one of its subscriptions.")
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

/// <summary>Creates connections, sessions, and links for the AMQP library, and passes each link to the router.</summary>
internal sealed class LinkProvider(LinkRouter router, long maxMessageBytes) : IRuntimeProvider
{
    public AmqpConnection CreateConnection(
        TransportBase transport,
        ProtocolHeader protocolHeader,
        bool isInitiator,
        AmqpSettings amqpSettings,
        AmqpConnectionSettings connectionSettings) =>
        new ClientConnection(transport, protocolHeader, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    /// <summary>The size limit applies to what clients send. Delivered messages and responses can be larger.</summary>
    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (!settings.IsReceiver())
        {
            return new SendingAmqpLink(session, settings);
        }

        settings.MaxMessageSize = (ulong)maxMessageBytes;
        return new ReceivingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        router.Route(link);
        return TaskToAsyncResult.Begin(Task.CompletedTask, callback, state);
    }

    public void EndOpenLink(IAsyncResult result) => TaskToAsyncResult.End(result);
}

/// <summary>Normalizes addresses: clients send them with or without a leading slash, and escaped or not.</summary>
internal static class EntityAddress
{
    public const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";

    public static string From(Address? address) => Uri.UnescapeDataString(address?.ToString() ?? "").Trim('/');

    /// <summary>Whether the address names a management node, and of which entity.</summary>
    public static bool IsManagement(string address, out string entity)
    {
        bool isManagement = address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);
        entity = isManagement ? address[..^ManagementSuffix.Length] : address;
        return isManagement;
    }

    public static bool IsCbs(string address) => string.Equals(address, Cbs, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The <c>$cbs</c> node, to which clients send their tokens.</summary>
internal static class CbsNode
{
    public static Task<Response> HandleAsync(Request request) => Task.FromResult(Handle(request));

    private static Response Handle(Request request)
    {
        if (request.Operation != "put-token")
        {
            return Response.Failed(501, AmqpErrorCode.NotImplemented, $"The operation '{request.Operation}' is not supported by $cbs.");
        }

        // A test can replace the broker's clock, but the client uses the system clock for the token.
        request.Connection.IsAuthorized = request.BodyValue is string token && SasKey.IsValidToken(token, TimeProvider.System.GetUtcNow());
        return request.Connection.IsAuthorized
            ? Response.Accepted()
            : Response.Failed(401, AmqpErrorCode.UnauthorizedAccess, "InvalidSignature: the token has an invalid signature or is expired.");
    }
}
