using System.Net;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Answers what the three processors have stored for a request.</summary>
public sealed class RequestFunction(IStateStore store)
{
    [Function("Request")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests/{requestId}")] HttpRequestData request,
        string requestId,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.OfRequestAsync(requestId, cancellationToken);
        return rows.Count == 0
            ? await ProblemResponse.WriteAsync(request, HttpStatusCode.NotFound, "Nothing is stored for this request.")
            : await JsonResponse.WriteAsync(request, HttpStatusCode.OK, JsonResponse.Json, json => RequestDocument.Write(json, requestId, rows));
    }
}
