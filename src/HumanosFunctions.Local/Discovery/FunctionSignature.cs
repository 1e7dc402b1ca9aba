using System.Reflection;
using System.Runtime.CompilerServices;
using HumanosFunctions.Local.Settings;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Discovery;

/// <summary>What a method must look like before its trigger matters.</summary>
internal static class FunctionSignature
{
    public static void Check(string function, MethodInfo method)
    {
        string? reason = method switch
        {
            { IsPublic: false } => "the method must be public; the Functions worker would silently ignore it.",
            { ContainsGenericParameters: true } => "the method and its class must not be generic.",
            { IsStatic: false, DeclaringType.IsAbstract: true } => "its class is abstract, so no instance can be made.",
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

    /// <summary>The type a method hands back once awaited; null where it hands back nothing.</summary>
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
