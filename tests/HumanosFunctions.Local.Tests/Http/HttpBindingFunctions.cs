using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Local.Tests.Http;

/// <summary>One function for each way of taking a parameter or handing back a result.</summary>
internal sealed class HttpBindingFunctions(ScopedWitness witness) : IDisposable
{
    [Function("Typed")]
    public HttpResponseData Typed(
        [HttpTrigger(Route = "typed/{id}/{page:int}/{open}")] HttpRequestData request,
        Guid id,
        int page,
        bool open) => EchoFunctions.Text(request, $"{id} {page} {open}");

    [Function("Optional")]
    public HttpResponseData Optional(
        [HttpTrigger(Route = "optional/{name?}")] HttpRequestData request,
        string? name) => EchoFunctions.Text(request, name ?? "none");

    [Function("OptionalNumber")]
    public HttpResponseData OptionalNumber(
        [HttpTrigger(Route = "number/{page?}")] HttpRequestData request,
        int? page,
        CancellationToken cancellationToken) => EchoFunctions.Text(request, $"{page} {cancellationToken.CanBeCanceled}");

    [Function("Default")]
    public HttpResponseData Default(
        [HttpTrigger(Route = "default/{page?}")] HttpRequestData request,
        int page = 5) => EchoFunctions.Text(request, $"{page}");

    [Function("Nothing")]
    public void Nothing([HttpTrigger] HttpRequestData request) => request.Body.Close();

    [Function("NothingLater")]
    public async ValueTask NothingLater([HttpTrigger] HttpRequestData request) => await request.Body.FlushAsync();

    [Function("ValueLater")]
    public async ValueTask<HttpResponseData> ValueLater([HttpTrigger] HttpRequestData request)
    {
        await Task.Yield();
        return EchoFunctions.Text(request, "later");
    }

    [Function("Static")]
    public static Task<HttpResponseData> Static([HttpTrigger] HttpRequestData request) =>
        Task.FromResult(EchoFunctions.Text(request, "static"));

    [Function("Scoped")]
    public HttpResponseData Scoped([HttpTrigger] HttpRequestData request, FunctionContext context)
    {
        bool same = ReferenceEquals(witness, context.InstanceServices.GetRequiredService<ScopedWitness>());
        return EchoFunctions.Text(request, $"{witness.Number} {same}");
    }

    public void Dispose() => witness.FunctionDisposed();
}
