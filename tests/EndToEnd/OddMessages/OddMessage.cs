using System.Text;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace EndToEnd.OddMessages;

/// <summary>Messages that the app does not publish, and that any other sender on the topic can.</summary>
internal static class OddMessage
{
    /// <summary>Values of a property that the SDK can read.</summary>
    public static readonly Dictionary<string, object?> Properties = new()
    {
        ["list"] = new List<object> { 1, "two" },
        ["null"] = null,
        ["decimal"] = 1.5m,
        ["uuid"] = Guid.Parse("6f1c1c0e-0000-4000-8000-000000000001"),
        ["symbol"] = new AmqpSymbol("s"),
        ["described"] = new DescribedType(new AmqpSymbol("invented:type"), "value"),
        ["char"] = 'c',
        ["timestamp"] = new DateTime(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc),
        ["binary"] = new ArraySegment<byte>([1, 2, 3]),
        ["array"] = new[] { 1, 2 },
        ["array of texts"] = new[] { "one", "two" },
        ["list in a list"] = new List<object> { new List<object> { 1 }, 2 },
        ["empty list"] = new List<object>(),
        ["long"] = long.MinValue,
        ["not a number"] = double.NaN,
        ["infinity"] = float.PositiveInfinity,
        ["control characters"] = "a\u001b[31m\nb\u202ec",
    };

    public static AmqpMessage WithProperty(string id, object? odd, string subject = "credential")
    {
        AmqpMessage message = Described(AmqpMessage.Create(new Data { Value = Json() }), id, subject);
        message.ApplicationProperties.Map[new MapKey("odd")] = odd!;
        return message;
    }

    /// <summary>The SDK reads no message with a map as a property.</summary>
    public static AmqpMessage Unreadable(string id) => WithProperty(id, new AmqpMap { [new MapKey("a")] = 1 });

    public static AmqpMessage ValueBody(string subject = "credential") => Described(AmqpMessage.Create(new AmqpValue { Value = "{}" }), "value body", subject);

    public static AmqpMessage SequenceBody(string subject = "credential") =>
        Described(AmqpMessage.Create([new AmqpSequence(new List<object> { 1, 2 })]), "sequence body", subject);

    private static AmqpMessage Described(AmqpMessage message, string id, string subject)
    {
        (message.Properties.MessageId, message.Properties.Subject, message.Properties.ContentType) = ($"{id} {subject}", subject, "application/json");
        message.MessageAnnotations.Map[new AmqpSymbol("invented-annotation")] = new List<object> { 1 };
        return message;
    }

    private static ArraySegment<byte> Json() => new(Encoding.UTF8.GetBytes("{}"));
}
