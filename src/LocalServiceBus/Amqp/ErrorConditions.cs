using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>The AMQP error conditions that Service Bus clients map to exceptions.</summary>
internal static class ErrorConditions
{
    public static readonly AmqpSymbol MessageLockLost = "com.microsoft:message-lock-lost";
    public static readonly AmqpSymbol MessageNotFound = "com.microsoft:message-not-found";

    public static AmqpException EntityNotFound(string address) =>
        new(AmqpErrorCode.NotFound, $"The messaging entity '{address}' could not be found.");

    public static AmqpException NotAllowed(string problem) => new(AmqpErrorCode.NotAllowed, problem);

    public static AmqpException NotSupported(string what) =>
        new(AmqpErrorCode.NotImplemented, $"{what} are not supported by the development broker.");

    public static AmqpException Unauthorized() =>
        new(AmqpErrorCode.UnauthorizedAccess, "Unauthorized access: the connection has no valid token.");

    public static Rejected Rejection(AmqpSymbol condition, string description) =>
        new() { Error = new Error { Condition = condition, Description = description } };
}
