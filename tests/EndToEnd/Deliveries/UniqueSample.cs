using System.Text.Json.Nodes;

namespace EndToEnd.Deliveries;

/// <summary>A sample as an event of its own: the same shape, another request.</summary>
public sealed record UniqueSample(string RequestId, byte[] Json)
{
    public static UniqueSample Of(string name)
    {
        string requestId = Guid.NewGuid().ToString("N");
        JsonObject payload = JsonNode.Parse(Samples.Read(name))!.AsObject();
        payload[payload.ContainsKey("processId") ? "processId" : "requestId"] = requestId;
        return new UniqueSample(requestId, System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()));
    }
}
