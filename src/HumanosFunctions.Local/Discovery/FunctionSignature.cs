using System.Reflection;
using System.Runtime.CompilerServices;
using HumanosFunctions.Local.Settings;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Discovery;

/// <summary>The requirements for a function's method, whatever its trigger is.</summary>
internal static class FunctionSignature
{
    public static void Check(string function, MethodInfo method)
    {
        string? reason = method switch
        {
            { IsPublic: false } => "the method must be public; the Functions worker would silently ignore it.",
            { ContainsGenericParameters: true } => "the method and its class must not be generic.",
            { IsStatic: false, DeclaringType.IsAbstract: true } => "its class is abstract, so it cannot be instantiated.",
            _ when IsAsyncVoid(method) => "async void cannot be awaited; return Task instead.",
            _ => null,
        };
        if (reason is not null)
        {
            throw HostConfigurationException.ForFunction(function, reason);
        }
    }

    public static void CheckResult(string function, MethodInfo method, FunctionTrigger trigger)
    {
        Type? result = ResultOf(method.ReturnType);
        bool supported = result is null
            || (trigger is HttpFunctionTrigger && typeof(HttpResponseData).IsAssignableFrom(result));
        if (!supported)
        {
            throw HostConfigurationException.ForFunction(
                function,
                $"the return type {method.ReturnType.Name} is not supported; only HttpResponseData is, from HTTP triggers.");
        }
    }

    /// <summary>The type that a method returns when awaited; null if it returns nothing.</summary>
    public static Type? ResultOf(Type returnType)
    {
        if (returnType == typeof(void) || returnType == typeof(Task) || returnType == typeof(ValueTask))
        {
            return null;
        }

        return IsGenericTask(returnType) ? returnType.GetGenericArguments()[0] : returnType;
    }

    private static bool IsGenericTask(Type type) =>
        type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static bool IsAsyncVoid(MethodInfo method) =>
        method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute));
}
