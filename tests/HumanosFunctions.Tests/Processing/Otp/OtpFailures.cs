using System.Text.Json.Nodes;
using Humanos.Webhooks;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>Failed one-time passwords, made from the samples.</summary>
internal static class OtpFailures
{
    public static OtpFailedEvent Of(string sample, string? code = "UNDELIVERABLE", Action<JsonObject>? change = null)
    {
        JsonObject payload = JsonNode.Parse(Samples.Read(sample))!.AsObject();
        if (payload["otp"] is JsonObject otp)
        {
            otp["error"]!["code"] = code;
        }
        else
        {
            payload["metadata"]!["errorCode"] = code;
        }

        change?.Invoke(payload);
        return Assert.IsType<OtpFailedEvent>(Assert.IsType<EventParsing.Parsed>(
            HumanosEvent.Parse(System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()))).Event);
    }
}
