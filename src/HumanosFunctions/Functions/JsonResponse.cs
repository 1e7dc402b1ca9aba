using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using HumanosFunctions.Ingest;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Writes a JSON object as the response.</summary>
internal static class JsonResponse
{
    public const string Json = "application/json";

    public static Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string contentType, Action<Utf8JsonWriter> members) =>
        WriteAsync(request, status, contentType, ObjectOf(members));

    /// <param name="request">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="json">The whole body, in UTF-8.</param>
    public static async Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string contentType, ReadOnlyMemory<byte> json)
    {
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.TryAddWithoutValidation("Content-Type", contentType);

        // One asynchronous write: the stream of the worker may not support synchronous ones.
        await response.Body.WriteAsync(json);
        return response;
    }

    public static ReadOnlyMemory<byte> ObjectOf(Action<Utf8JsonWriter> members)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}

/// <summary>Writes a refusal as problem+json (RFC 9457).</summary>
internal static class ProblemResponse
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

/// <summary>Writes the response to a delivery: a short JSON if it was accepted, and a problem otherwise.</summary>
internal static class IngestResponse
{
    // Serialised once, so that a flood of forged deliveries costs little.
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
