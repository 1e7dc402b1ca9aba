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
    public T Required<T>(string field) => Required<T>(BodyValue as AmqpMap, field);

    public T? Optional<T>(string field)
        where T : class => Find(BodyValue as AmqpMap, field) as T;

    /// <exception cref="AmqpException">The map lacks the field, or it is of another type.</exception>
    public static T Required<T>(AmqpMap? map, string field) => Find(map, field) is T value
        ? value
        : throw new AmqpException(AmqpErrorCode.InvalidField, $"The request has no valid '{field}'.");

    private static object? Find(AmqpMap? map, string field) => map?[new MapKey(field)];
}
