using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>One JSON object as a response.</summary>
public static class JsonResponse
{
    public const string Json = "application/json";

    public static async Task<HttpResponseData> WriteAsync(HttpRequestData request, HttpStatusCode status, string contentType, Action<Utf8JsonWriter> members)
    {
        HttpResponseData response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.Add("Content-Type", contentType);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        // In one piece: the worker's stream may take only asynchronous writes.
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return response;
    }
}
