using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>One JSON object as a response.</summary>
public static class JsonResponse
{
    public const string Json = "application/json";

    public static Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string contentType, Action<Utf8JsonWriter> members) =>
        WriteAsync(request, status, contentType, ObjectOf(members));

    /// <param name="request">What is answered.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="contentType">The kind of JSON.</param>
    /// <param name="json">The whole body, in UTF-8.</param>
    public static async Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string contentType, ReadOnlyMemory<byte> json)
    {
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.TryAddWithoutValidation("Content-Type", contentType);

        // In one piece: the worker's stream may take only asynchronous writes.
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
