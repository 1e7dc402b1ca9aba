using System.Net;
using System.Text.Json;
using HumanosFunctions.Health;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Functions;

/// <summary>Reports whether the app can accept and process deliveries now.</summary>
public sealed class HealthFunction(DependencyChecks dependencies)
{
    [Function("Health")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<DependencyState> states = await dependencies.RunAsync(cancellationToken);
        bool healthy = states.All(state => state.IsReachable);
        return await JsonResponse.WriteAsync(request, healthy ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, JsonResponse.Json, json =>
        {
            json.WriteString("status", healthy ? "healthy" : "unhealthy");
            json.WriteStartObject("dependencies");
            foreach (DependencyState state in states)
            {
                json.WriteString(state.Name, state.IsReachable ? "reachable" : "unreachable");
            }

            json.WriteEndObject();
            WriteCauses(json, states);
        });
    }

    private static void WriteCauses(Utf8JsonWriter json, IReadOnlyList<DependencyState> states)
    {
        if (states.All(state => state.Cause is null))
        {
            return;
        }

        json.WriteStartObject("causes");
        foreach (DependencyState state in states.Where(state => state.Cause is not null))
        {
            json.WriteString(state.Name, state.Cause);
        }

        json.WriteEndObject();
    }
}
