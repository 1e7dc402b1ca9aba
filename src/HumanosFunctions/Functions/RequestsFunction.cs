using System.Net;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;
using HumanosFunctions.Requests;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Returns the stored state of a request whose id is part of the path.</summary>
public sealed class RequestFunction(IStateStore store)
{
    // The Functions host passes both an escaped slash and a double-escaped one as these characters.
    private const string Ambiguous = "%2F";
    private const string DoubleEscaped = "%252F";

    private const string Usage = "An id with %2F in it cannot be distinguished from one with a slash in a path. Use /api/requests?id=….";

    [Function("Request")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests/{*requestId}")] HttpRequestData request,
        string requestId,
        CancellationToken cancellationToken) => IsAmbiguous(request, requestId)
            ? await ProblemResponse.WriteAsync(request, HttpStatusCode.BadRequest, Usage)
            : await RequestResponse.WriteAsync(request, store, requestId, cancellationToken);

    private static bool IsAmbiguous(HttpRequestData request, string requestId) =>
        requestId.Contains(Ambiguous, StringComparison.OrdinalIgnoreCase)
        && !request.Url.AbsolutePath.Contains(DoubleEscaped, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Returns the stored state of a request by its id (<c>id=</c>), or lists the requests that have changed since a time, oldest change first,
/// page by page.
/// </summary>
public sealed class RequestsFunction(IStateStore store)
{
    [Function("Requests")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = IdQuery.Read(request.Url);
        if (ids.Count > 0)
        {
            return ids is [var requestId] && !ChangesQuery.IsMeant(request.Query)
                ? await RequestResponse.WriteAsync(request, store, requestId, cancellationToken)
                : await ProblemResponse.WriteAsync(request, HttpStatusCode.BadRequest, IdQuery.Usage);
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

/// <summary>Writes the stored state of one request as the response.</summary>
internal static class RequestResponse
{
    public static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, IStateStore store, string requestId, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.OfRequestAsync(RequestKey.Of(requestId), cancellationToken);
        // While a request is being erased, only the rows that lead to it are left.
        return rows.All(row => row.Kind == RowKinds.Person)
            ? await ProblemResponse.WriteAsync(request, HttpStatusCode.NotFound, "Nothing is stored for this request.")
            : await JsonResponse.WriteAsync(
                request, HttpStatusCode.OK, JsonResponse.Json, json => RequestDocument.Write(json, rows[0].RequestId, rows));
    }
}
