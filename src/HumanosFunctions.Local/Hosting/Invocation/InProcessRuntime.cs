using System.Reflection;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Hosting.Discovery;
using HumanosFunctions.Local.Hosting.Http;
using HumanosFunctions.Local.Hosting.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Hosting.Invocation;

/// <summary>Calls the methods of an assembly in this process, with services of this process.</summary>
internal sealed class InProcessRuntime(Assembly assembly) : IFunctionRuntime
{
    public IReadOnlyList<DiscoveredFunction> Functions { get; } = FunctionDiscovery.Find(assembly);

    public IFunction Open(DiscoveredFunction function, IServiceProvider services) =>
        new InProcessFunction(new FunctionInvoker((FunctionMethod)function), services.GetRequiredService<IServiceScopeFactory>());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class InProcessFunction(FunctionInvoker function, IServiceScopeFactory scopes) : IFunction
    {
        public string Name => function.Definition.Name;

        public async ValueTask<HttpAnswer?> AnswerAsync(HttpContext http) =>
            await function.InvokeAsync(new HttpFunctionContext(function.Definition, http)) is HttpResponseData returned
                ? HttpAnswer.Of(returned)
                : null;

        public async ValueTask ProcessAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken)
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await function.InvokeAsync(new ServiceBusFunctionContext(function.Definition, scope.ServiceProvider, delivery, cancellationToken));
        }
    }
}
