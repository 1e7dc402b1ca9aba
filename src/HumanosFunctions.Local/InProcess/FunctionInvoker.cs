using System.Diagnostics;
using HumanosFunctions.Local.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Creates the function's class from the invocation's services, calls the method, and disposes of the instance.</summary>
internal sealed class FunctionInvoker(FunctionMethod function)
{
    private readonly FunctionCall _call = FunctionCallCompiler.Compile(function);
    private readonly ObjectFactory? _create = CreateFactory(function);

    public FunctionDefinition Definition { get; } = new LocalFunctionDefinition(function);

    public async ValueTask<object?> InvokeAsync(LocalFunctionContext context)
    {
        using Activity? trace = InvocationTrace.Start(context);
        object? target = _create?.Invoke(context.InstanceServices, null);
        try
        {
            object? returned = await _call(target, context);
            InvocationTrace.Ended(trace, returned);
            return returned;
        }
        finally
        {
            await DisposeAsync(target);
        }
    }

    private static ObjectFactory? CreateFactory(FunctionMethod function)
    {
        try
        {
            return function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.DeclaringType, Type.EmptyTypes);
        }
        catch (InvalidOperationException exception)
        {
            throw function.Invalid($"its class cannot be created from services: {exception.Message}");
        }
    }

    private static ValueTask DisposeAsync(object? target)
    {
        if (target is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        (target as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
