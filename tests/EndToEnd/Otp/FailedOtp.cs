using System.Text.Json.Nodes;
using EndToEnd.Deliveries;

namespace EndToEnd.Otp;

/// <summary>Failures of one-time passwords within one request; each is an event of its own by its internal id.</summary>
public sealed class FailedOtp(string sample = "2026-05-17/otp.failed")
{
    private readonly UniqueSample _request = UniqueSample.Of(sample);
    private int _failures;

    public string RequestId => _request.RequestId;

    public byte[] Next(string code = "UNDELIVERABLE", Action<JsonObject>? change = null)
    {
        JsonObject payload = JsonNode.Parse(_request.Json)!.AsObject();
        payload["otp"]!["error"]!["code"] = code;
        payload["internalId"] = $"failure-{++_failures}";
        change?.Invoke(payload);
        return System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString());
    }
}
