using System.Net;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Answers what the three processors have stored for a request whose id fits into a path.</summary>
public sealed class RequestFunction(IStateStore store)
{
    // The Functions host hands over both an escaped slash and what an escaped percent sign makes of one as these characters.
    private const string Undecided = "%2F";
    private const string Decided = "%252F";

    private const string Usage = "An id with %2F in it cannot be told from one with a slash in a path: ask by /api/requests?id=….";

    [Function("Request")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests/{*requestId}")] HttpRequestData request,
        string requestId,
        CancellationToken cancellationToken) => IsUndecided(request, requestId)
            ? await ProblemResponse.WriteAsync(request, HttpStatusCode.BadRequest, Usage)
            : await RequestResponse.WriteAsync(request, store, requestId, cancellationToken);

    private static bool IsUndecided(HttpRequestData request, string requestId) =>
        requestId.Contains(Undecided, StringComparison.OrdinalIgnoreCase)
        && !request.Url.AbsolutePath.Contains(Decided, StringComparison.OrdinalIgnoreCase);
}
