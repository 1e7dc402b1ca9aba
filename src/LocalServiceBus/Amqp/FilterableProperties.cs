using LocalServiceBus.Topology;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>An encoded message as filters see it. Application properties are decoded only where a filter asks.</summary>
internal sealed class FilterableProperties(Properties properties, ArraySegment<byte> applicationProperties) : IFilterable
{
    private readonly Lazy<ApplicationProperties> _application = new(() => applicationProperties.Count == 0
        ? new ApplicationProperties()
        : AmqpCodec.DecodeKnownType<ApplicationProperties>(new ByteBuffer(applicationProperties)));

    public string? SystemProperty(string name) => name switch
    {
        SystemPropertyNames.ContentType => properties.ContentType.Value,
        SystemPropertyNames.CorrelationId => properties.CorrelationId?.ToString(),
        SystemPropertyNames.Label => properties.Subject,
        SystemPropertyNames.MessageId => properties.MessageId?.ToString(),
        SystemPropertyNames.ReplyTo => properties.ReplyTo?.ToString(),
        SystemPropertyNames.ReplyToSessionId => properties.ReplyToGroupId,
        SystemPropertyNames.SessionId => properties.GroupId,
        SystemPropertyNames.To => properties.To?.ToString(),
        _ => null,
    };

    public object? ApplicationProperty(string name) =>
        _application.Value.Map.TryGetValue(name, out object value) ? value : null;
}
