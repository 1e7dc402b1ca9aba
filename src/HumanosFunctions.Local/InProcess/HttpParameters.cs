using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Binds an HTTP function's parameters: to the request, or to route values by name.</summary>
internal static class HttpParameters
{
    public static Expression? Bind(HttpFunctionTrigger trigger, ParameterInfo parameter, Expression context)
    {
        Expression http = Expression.Convert(context, typeof(HttpFunctionContext));
        if (parameter.Name == trigger.Parameter)
        {
            return parameter.ParameterType == typeof(HttpRequestData)
                ? Expression.Property(http, nameof(HttpFunctionContext.Request))
                : null;
        }

        return trigger.HasRouteParameter(parameter.Name!) ? RouteValue(parameter, http) : null;
    }

    private static MethodCallExpression? RouteValue(ParameterInfo parameter, Expression http)
    {
        Type? nullable = Nullable.GetUnderlyingType(parameter.ParameterType);
        Type type = nullable ?? parameter.ParameterType;
        if (!IsParsable(type))
        {
            return null;
        }

        object? fallback = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return Expression.Call(
            typeof(RouteValues),
            nullable is null ? nameof(RouteValues.Read) : nameof(RouteValues.ReadNullable),
            [type],
            http,
            Expression.Constant(parameter.Name),
            fallback is null ? Expression.Default(parameter.ParameterType) : Expression.Constant(fallback, parameter.ParameterType));
    }
    private static bool IsParsable(Type type) => type.GetInterfaces().Any(candidate =>
        candidate.IsGenericType
        && candidate.GetGenericTypeDefinition() == typeof(IParsable<>)
        && candidate.GetGenericArguments()[0] == type);
}

/// <summary>Route values in the types of the parameters. A value that cannot be parsed fails the invocation, as it does in the worker.</summary>
internal static class RouteValues
{
    public static T Read<T>(HttpFunctionContext context, string name, T fallback)
        where T : IParsable<T> =>
        Text(context, name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public static T? ReadNullable<T>(HttpFunctionContext context, string name, T? fallback)
        where T : struct, IParsable<T> =>
        Text(context, name) is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static string? Text(HttpFunctionContext context, string name) =>
        context.HttpContext.Request.RouteValues.TryGetValue(name, out object? value) && value is string text
            ? RawPath.Decode(context.HttpContext.Request, text)
            : null;
}
