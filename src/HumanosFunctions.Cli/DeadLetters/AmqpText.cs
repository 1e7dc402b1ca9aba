using System.Collections;
using System.Globalization;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>AMQP values as text: a list as <c>[…]</c>, a map as <c>{…}</c>, bytes as base64.</summary>
internal static class AmqpText
{
    // Lists may be nested very deeply.
    private const int Deepest = 8;

    public static string Of(object? value) => Of(value, depth: 0);

    /// <summary>The kind of the body. This app only writes bytes.</summary>
    public static string KindOf(ServiceBusReceivedMessage message) => message.GetRawAmqpMessage().Body.BodyType switch
    {
        AmqpMessageBodyType.Data => "bytes",
        AmqpMessageBodyType.Value => "AMQP value",
        AmqpMessageBodyType.Sequence => "AMQP sequence",
        _ => "unknown",
    };

    /// <summary>The text of a body that is not bytes.</summary>
    public static string OfBody(ServiceBusReceivedMessage message)
    {
        AmqpMessageBody body = message.GetRawAmqpMessage().Body;
        return body.TryGetValue(out object? value) ? Of(value)
            : body.TryGetSequence(out IEnumerable<IList<object>>? sequence) ? Of(sequence?.ToList())
            : "-";
    }

    private static string Of(object? value, int depth) => value switch
    {
        null => "null",
        _ when depth > Deepest => "…",
        string text => text,
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key, depth + 1)}: {Of(map[key], depth + 1)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(item => Of(item, depth + 1)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };
}
