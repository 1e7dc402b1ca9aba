using System.Net;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>The stored state of one request as a response.</summary>
internal static class RequestResponse
{
    public static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, IStateStore store, string requestId, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.OfRequestAsync(RequestKey.Of(requestId), cancellationToken);
        return rows.Count == 0
            ? await ProblemResponse.WriteAsync(request, HttpStatusCode.NotFound, "Nothing is stored for this request.")
            : await JsonResponse.WriteAsync(
                request, HttpStatusCode.OK, JsonResponse.Json, json => RequestDocument.Write(json, rows[0].RequestId, rows));
    }
}
