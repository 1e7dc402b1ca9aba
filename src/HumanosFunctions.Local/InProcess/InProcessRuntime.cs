using System.Reflection;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Local.Discovery;
using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace HumanosFunctions.Local.InProcess;

/// <summary>Runs the functions of an assembly in this process, with this process's services.</summary>
internal sealed class InProcessRuntime(Assembly assembly) : IFunctionRuntime
{
    public IReadOnlyList<DiscoveredFunction> Functions { get; } = FunctionDiscovery.Find(assembly);

    public IFunction Open(DiscoveredFunction function, IServiceProvider services) =>
        new InProcessFunction(new FunctionInvoker((FunctionMethod)function), services.GetRequiredService<IServiceScopeFactory>());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class InProcessFunction(FunctionInvoker function, IServiceScopeFactory scopes) : IFunction
    {
        public string Name => function.Definition.Name;

        public async ValueTask<HttpResult?> HandleRequestAsync(HttpContext http) =>
            await function.InvokeAsync(new HttpFunctionContext(function.Definition, http)) is HttpResponseData returned
                ? Answer(returned)
                : null;

        private static HttpResult Answer(HttpResponseData returned) => new(
            (int)returned.StatusCode,
            returned.Headers.NonValidated.Select(header => KeyValuePair.Create(
                header.Key,
                header.Value.Count == 1 ? new StringValues(header.Value.ToString()) : new StringValues([.. header.Value]))),
            (returned as LocalHttpResponseData)?.AppendedCookies ?? [],
            returned.Body);

        public async ValueTask HandleMessageAsync(ProcessMessageEventArgs delivery, CancellationToken cancellationToken)
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await function.InvokeAsync(new ServiceBusFunctionContext(function.Definition, scope.ServiceProvider, delivery, cancellationToken));
        }
    }
}
