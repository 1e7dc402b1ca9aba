using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Http;

/// <summary>Answers with what the invocation's context says.</summary>
internal sealed class ContextFunctions
{
    [Function("Context")]
    public HttpResponseData Run(
        [HttpTrigger("get", Route = "context/{id}")] HttpRequestData request,
        string id,
        FunctionContext context)
    {
        context.Items["key"] = id;
        context.Features.Set(new Uri("urn:feature"));
        FunctionDefinition definition = context.FunctionDefinition;
        string[] lines =
        [
            $"name {definition.Name}",
            $"entry {definition.EntryPoint}",
            $"assembly {Path.GetFileName(definition.PathToAssembly)}",
            $"parameters {string.Join(' ', definition.Parameters.Select(parameter => parameter.Name))}",
            $"in {definition.InputBindings["request"].Type} {definition.InputBindings["request"].Direction}",
            $"out {definition.OutputBindings["$return"].Type}",
            $"id {Guid.TryParse(context.InvocationId, out _)} {context.InvocationId == request.FunctionContext.InvocationId}",
            $"data {context.BindingContext.BindingData["id"]}",
            $"trace {context.TraceContext.TraceParent} {context.TraceContext.TraceState}",
            $"retry {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}",
            $"items {context.Items["key"]} {context.Features.Get<Uri>()} {context.Features.Get<string>() is null}",
        ];
        return EchoFunctions.Text(request, string.Join('\n', lines));
    }
}
