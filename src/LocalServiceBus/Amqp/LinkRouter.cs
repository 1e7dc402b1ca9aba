using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;

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

/// <summary>Makes what the AMQP library asks for, and leaves to the router where a link leads.</summary>
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

    /// <summary>The limit is for what clients send; what they get is a little larger, and answers may be much larger.</summary>
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

/// <summary>Reads addresses the way clients write them: with or without leading slash, escaped or not.</summary>
internal static class EntityAddress
{
    public const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";

    public static string From(Address? address) => Uri.UnescapeDataString(address?.ToString() ?? "").Trim('/');

    /// <summary>Splits off the management node, where the address names one.</summary>
    public static bool IsManagement(string address, out string entity)
    {
        bool isManagement = address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);
        entity = isManagement ? address[..^ManagementSuffix.Length] : address;
        return isManagement;
    }

    public static bool IsCbs(string address) => string.Equals(address, Cbs, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The <c>$cbs</c> node, where clients show their tokens.</summary>
internal static class CbsNode
{
    public static Task<Response> HandleAsync(Request request) => Task.FromResult(Handle(request));

    private static Response Handle(Request request)
    {
        if (request.Operation != "put-token")
        {
            return Response.Failed(501, AmqpErrorCode.NotImplemented, $"'{request.Operation}' is no operation of $cbs.");
        }

        // The broker's own clock may be a test's; the client signs by the real one.
        request.Connection.IsAuthorized = request.BodyValue is string token && SasKey.Signed(token, TimeProvider.System.GetUtcNow());
        return request.Connection.IsAuthorized
            ? Response.Accepted()
            : Response.Failed(401, AmqpErrorCode.UnauthorizedAccess, "InvalidSignature: the token is not signed with the key.");
    }
}
