using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>The answer to a request on <c>$cbs</c> or <c>$management</c>.</summary>
internal sealed record Response(int Status, string Description, AmqpMap? Body = null, AmqpSymbol Condition = default)
{
    public static Response Ok(AmqpMap? body = null) => new(200, "OK", body);

    public static Response Accepted() => new(202, "Accepted");

    public static Response NoContent() => new(204, "No content");

    public static Response Failed(int status, AmqpSymbol condition, string description) => new(status, description, null, condition);

    /// <summary>Clients of different origins look for the status under different names, so both are set.</summary>
    public AmqpMessage ToMessage(MessageId? correlationId)
    {
        AmqpMessage message = AmqpMessage.Create(new AmqpValue { Value = Body ?? new AmqpMap() });
        message.Properties.CorrelationId = correlationId;
        PropertiesMap properties = message.ApplicationProperties.Map;
        properties["status-code"] = Status;
        properties["statusCode"] = Status;
        properties["status-description"] = Description;
        properties["statusDescription"] = Description;
        if (Condition.Value is not null)
        {
            properties["errorCondition"] = Condition;
        }

        return message;
    }
}
