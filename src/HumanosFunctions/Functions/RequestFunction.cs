using System.Net;
using System.Text.Json;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Answers what the three processors have stored for a request.</summary>
public sealed class RequestFunction(SqliteEventReader store)
{
    [Function("Request")]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "requests/{requestId}")] HttpRequestData request,
        string requestId)
    {
        IReadOnlyList<ProcessedEvent> events = store.OfRequest(requestId);
        return events.Count == 0 ? NotFoundAsync(request) : JsonResponse.WriteAsync(request, HttpStatusCode.OK, JsonResponse.Json, json =>
        {
            json.WriteString("requestId", requestId);
            WriteEvents(json, "credential", events, EventTopic.CredentialSubscription);
            WriteEvents(json, "identity", events, EventTopic.IdentitySubscription);
            WriteEvents(json, "otpFailed", events, EventTopic.OtpFailedSubscription);
        });
    }

    private static Task<HttpResponseData> NotFoundAsync(HttpRequestData request) =>
        JsonResponse.WriteAsync(request, HttpStatusCode.NotFound, JsonResponse.Problem, json =>
        {
            json.WriteString("title", "Nothing is stored for this request.");
            json.WriteNumber("status", (int)HttpStatusCode.NotFound);
        });

    private static void WriteEvents(Utf8JsonWriter json, string name, IReadOnlyList<ProcessedEvent> events, string processor)
    {
        json.WriteStartArray(name);
        foreach (ProcessedEvent @event in events.Where(@event => @event.Processor == processor))
        {
            Write(json, @event);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ProcessedEvent @event)
    {
        json.WriteStartObject();
        json.WriteString("eventId", @event.EventId);
        json.WriteString("eventType", @event.EventType);
        json.WriteString("apiVersion", @event.ApiVersion);
        json.WriteString("issuer", @event.Issuer);
        json.WriteString("occurredAt", @event.OccurredAt);
        json.WriteString("receivedAt", @event.ReceivedAt);
        json.WriteString("decision", @event.Decision);
        json.WriteString("bodySha256", @event.BodySha256);
        json.WriteNumber("bodyLength", @event.BodyLength);
        json.WriteEndObject();
    }
}
