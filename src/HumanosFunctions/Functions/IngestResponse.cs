using System.Globalization;
using HumanosFunctions.Ingest;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Writes answers: a short JSON for what was accepted, problem+json (RFC 9457) for the rest.</summary>
public static class IngestResponse
{
    public static Task<HttpResponseData> AcceptedAsync(HttpRequestData request, string messageId)
    {
        IngestAnswer answer = IngestAnswer.For(IngestOutcome.Accepted);
        return JsonResponse.WriteAsync(request, answer.Status, JsonResponse.Json, json =>
        {
            json.WriteString("status", answer.Title);
            json.WriteString("messageId", messageId);
        });
    }

    public static async Task<HttpResponseData> RefusedAsync(HttpRequestData request, IngestOutcome outcome)
    {
        IngestAnswer answer = IngestAnswer.For(outcome);
        HttpResponseData response = await JsonResponse.WriteAsync(request, answer.Status, JsonResponse.Problem, json =>
        {
            json.WriteString("title", answer.Title);
            json.WriteNumber("status", (int)answer.Status);
        });
        if (answer.RetryAfter is { } pause)
        {
            response.Headers.Add("Retry-After", pause.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }
}
