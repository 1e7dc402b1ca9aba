using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Functions;

/// <summary>
/// Creates each class of functions once. They have no state, and every service that they use is a singleton. The worker's own activator
/// selects a constructor and resolves its parameters for every invocation.
/// </summary>
internal sealed class FunctionInstances(IServiceProvider services) : IFunctionActivator
{
    private readonly ConcurrentDictionary<Type, object> _instances = [];

    public object CreateInstance(Type instanceType, FunctionContext context) =>
        _instances.GetOrAdd(instanceType, type => ActivatorUtilities.CreateInstance(services, type));
}
