using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>A refusal as problem+json (RFC 9457).</summary>
public static class ProblemResponse
{
    public const string ContentType = "application/problem+json";

    public static Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string title) =>
        JsonResponse.WriteAsync(request, status, ContentType, Problem(status, title));

    public static ReadOnlyMemory<byte> Problem(HttpStatusCode status, string title) => JsonResponse.ObjectOf(json =>
    {
        json.WriteString("title", title);
        json.WriteNumber("status", (int)status);
    });
}
