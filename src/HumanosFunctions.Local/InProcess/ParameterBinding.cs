using System.Linq.Expressions;
using System.Reflection;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Chooses at start-up where each parameter's value comes from.</summary>
internal static class ParameterBinding
{
    public static Expression Bind(FunctionMethod function, ParameterInfo parameter, Expression context)
    {
        Expression? value = parameter.ParameterType switch
        {
            Type type when type == typeof(FunctionContext) => context,
            Type type when type == typeof(CancellationToken) => Expression.Property(context, nameof(FunctionContext.CancellationToken)),
            _ => function.Trigger switch
            {
                HttpFunctionTrigger http => HttpParameters.Bind(http, parameter, context),
                ServiceBusFunctionTrigger bus => ServiceBusParameters.Bind(bus, parameter, context),
                _ => null,
            },
        };
        return value ?? throw function.Invalid(
            $"its parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound.");
    }
}

/// <summary>Binds a Service Bus function's parameters: to the message or its body, and to the settlement actions.</summary>
internal static class ServiceBusParameters
{
    public static Expression? Bind(ServiceBusFunctionTrigger trigger, ParameterInfo parameter, Expression context)
    {
        Expression invocation = Expression.Convert(context, typeof(ServiceBusFunctionContext));
        if (parameter.Name == trigger.Parameter)
        {
            Expression message = Expression.Property(invocation, nameof(ServiceBusFunctionContext.Message));
            return BindMessage(parameter.ParameterType, message);
        }

        return parameter.ParameterType == typeof(ServiceBusMessageActions)
            ? Expression.Property(invocation, nameof(ServiceBusFunctionContext.Actions))
            : null;
    }

    private static Expression? BindMessage(Type type, Expression message)
    {
        Expression body = Expression.Property(message, nameof(ServiceBusReceivedMessage.Body));
        return type switch
        {
            _ when type == typeof(ServiceBusReceivedMessage) => message,
            _ when type == typeof(BinaryData) => body,
            _ when type == typeof(string) => Expression.Call(body, nameof(BinaryData.ToString), Type.EmptyTypes),
            _ when type == typeof(byte[]) => Expression.Call(body, nameof(BinaryData.ToArray), Type.EmptyTypes),
            _ => null,
        };
    }
}
