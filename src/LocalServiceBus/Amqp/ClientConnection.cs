using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace LocalServiceBus.Amqp;

/// <summary>One client's connection, with what its links share.</summary>
internal sealed class ClientConnection(
    TransportBase transport,
    ProtocolHeader header,
    AmqpSettings settings,
    AmqpConnectionSettings connectionSettings)
    : AmqpConnection(transport, header, isInitiator: false, settings, connectionSettings)
{
    private readonly ConcurrentDictionary<string, SendingAmqpLink> _replyLinks = new();

    /// <summary>Set once the client has shown a token signed with the right key.</summary>
    public bool IsAuthorized { get; set; }

    /// <exception cref="AmqpException">The client has shown no such token.</exception>
    public void RequireAuthorization()
    {
        if (!IsAuthorized)
        {
            throw ErrorConditions.Unauthorized();
        }
    }

    /// <summary>A reply link is named by its target address, or, where that is empty as in JavaScript's, by its own name.</summary>
    public void AddReplyLink(SendingAmqpLink link)
    {
        string?[] names = [link.Name, (link.Settings.Target as Target)?.Address?.ToString()];
        foreach (string name in names.OfType<string>().Distinct())
        {
            _replyLinks[name] = link;
            link.Closed += (_, _) => _replyLinks.TryRemove(new(name, link));
        }
    }

    public SendingAmqpLink? FindReplyLink(string? replyTo) =>
        replyTo is not null && _replyLinks.TryGetValue(replyTo, out SendingAmqpLink? link) ? link : null;
}
