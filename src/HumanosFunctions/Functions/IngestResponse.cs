using System.Collections.Frozen;
using System.Globalization;
using HumanosFunctions.Ingest;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Writes answers: a short JSON for what was accepted, a problem for the rest.</summary>
public static class IngestResponse
{
    // Written once: a flood of forgeries is answered with the same bytes.
    private static readonly FrozenDictionary<IngestOutcome, (IngestAnswer Answer, ReadOnlyMemory<byte> Problem)> Refusals =
        Enum.GetValues<IngestOutcome>().Except([IngestOutcome.Accepted]).ToFrozenDictionary(outcome => outcome, Refusal);

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
        (IngestAnswer answer, ReadOnlyMemory<byte> problem) = Refusals[outcome];
        HttpResponseData response = await JsonResponse.WriteAsync(request, answer.Status, ProblemResponse.ContentType, problem);
        if (answer.RetryAfter is { } pause)
        {
            response.Headers.Add("Retry-After", pause.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static (IngestAnswer Answer, ReadOnlyMemory<byte> Problem) Refusal(IngestOutcome outcome)
    {
        IngestAnswer answer = IngestAnswer.For(outcome);
        return (answer, ProblemResponse.Problem(answer.Status, answer.Title));
    }
}
