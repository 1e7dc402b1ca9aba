using System.Net;
using HumanosFunctions.Publishing;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>
/// Answers what is stored for the request of any id (<c>id=</c>), or lists the requests whose stored state has changed since a time, oldest change first, page by page.
/// </summary>
public sealed class RequestsFunction(IStateStore store)
{
    [Function("Requests")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        if (IdQuery.Read(request.Url) is { } requestId && request.Query["since"] is null)
        {
            return await RequestResponse.WriteAsync(request, store, requestId, cancellationToken);
        }

        if (ChangesQuery.Read(request.Query) is not { } query)
        {
            return await ProblemResponse.WriteAsync(request, HttpStatusCode.BadRequest, ChangesQuery.Usage);
        }

        try
        {
            ChangedPage page = await store.ChangedSinceAsync(query.Since, query.Continuation, query.PageSize, cancellationToken);
            return await WriteAsync(request, page);
        }
        catch (FormatException)
        {
            return await ProblemResponse.WriteAsync(request, HttpStatusCode.BadRequest, ChangesQuery.Usage);
        }
    }

    private static Task<HttpResponseData> WriteAsync(HttpRequestData request, ChangedPage page) =>
        JsonResponse.WriteAsync(request, HttpStatusCode.OK, JsonResponse.Json, json =>
        {
            json.WriteStartArray("requests");
            foreach (ChangedRequest changed in page.Requests)
            {
                json.WriteStartObject();
                json.WriteString("requestId", changed.RequestId);
                json.WriteString("changedAt", Rfc3339.Format(changed.ChangedAt));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("next", page.Next);
        });
}
