using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>A request on <c>$cbs</c> or <c>$management</c>.</summary>
internal sealed class Request(AmqpMessage message, ClientConnection connection)
{
    public ClientConnection Connection => connection;

    public string Operation { get; } =
        message.ApplicationProperties?.Map.TryGetValue("operation", out string operation) == true ? operation : "";

    public object? BodyValue { get; } = message.ValueBody?.Value;

    /// <exception cref="AmqpException">The body lacks the field, or it is of another type.</exception>
    public T Required<T>(string field) => Find<T>(BodyValue as AmqpMap, field) is { } value ? value : throw Missing(field);

    public T? Optional<T>(string field)
        where T : class => Find<T>(BodyValue as AmqpMap, field);

    public static T Required<T>(AmqpMap? map, string field) => Find<T>(map, field) is { } value ? value : throw Missing(field);

    private static T? Find<T>(AmqpMap? map, string field) =>
        map is not null && map.TryGetValue(new MapKey(field), out T value) ? value : default;

    private static AmqpException Missing(string field) =>
        new(AmqpErrorCode.InvalidField, $"The request has no valid '{field}'.");
}
