using System.Linq.Expressions;
using HumanosFunctions.Local.Discovery;

namespace HumanosFunctions.Local.InProcess;

/// <summary>A function's compiled call: reads the inputs from the context, and returns the awaited result.</summary>
/// <param name="target">The instance; null for a static method.</param>
internal delegate ValueTask<object?> FunctionCall(object? target, LocalFunctionContext context);

/// <summary>Compiles a method into a delegate once, at start, so that no call needs reflection.</summary>
internal static class FunctionCallCompiler
{
    public static FunctionCall Compile(FunctionMethod function)
    {
        ParameterExpression target = Expression.Parameter(typeof(object), "target");
        ParameterExpression context = Expression.Parameter(typeof(LocalFunctionContext), "context");
        Expression call = Expression.Call(
            function.Method.IsStatic ? null : Expression.Convert(target, function.DeclaringType),
            function.Method,
            function.Method.GetParameters().Select(parameter => ParameterBinding.Bind(function, parameter, context)));
        return Expression.Lambda<FunctionCall>(Awaited(call), target, context).Compile();
    }

    private static Expression Awaited(Expression call)
    {
        if (call.Type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        Type? result = FunctionSignature.ResultOf(call.Type);
        return (call.Type, result) switch
        {
            (Type returned, null) => Adapt(returned == typeof(Task) ? nameof(AwaitedResult.FromTask) : nameof(AwaitedResult.FromValueTask)),
            (Type returned, _) when returned == result => Adapt(nameof(AwaitedResult.FromValue)),
            (Type returned, _) => Adapt(
                typeof(Task).IsAssignableFrom(returned) ? nameof(AwaitedResult.FromTaskOf) : nameof(AwaitedResult.FromValueTaskOf),
                result),
        };

        MethodCallExpression Adapt(string method, params Type[] types) => Expression.Call(typeof(AwaitedResult), method, types, call);
    }
}

/// <summary>Converts every supported return type to one.</summary>
internal static class AwaitedResult
{
    public static ValueTask<object?> FromValue(object? value) => ValueTask.FromResult(value);

    public static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    public static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;

    public static async ValueTask<object?> FromValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    public static async ValueTask<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
}
