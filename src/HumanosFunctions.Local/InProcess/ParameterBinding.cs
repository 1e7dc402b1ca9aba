using System.Linq.Expressions;
using System.Reflection;
using HumanosFunctions.Local.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Chooses, at start, where each parameter's value comes from.</summary>
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
