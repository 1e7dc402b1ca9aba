using System.Globalization;
using HumanosFunctions.Ingest;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Writes answers: a short JSON for what was accepted, a problem for the rest.</summary>
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
        HttpResponseData response = await ProblemResponse.WriteAsync(request, answer.Status, answer.Title);
        if (answer.RetryAfter is { } pause)
        {
            response.Headers.Add("Retry-After", pause.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }
}
