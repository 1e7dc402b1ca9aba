using System.Text.Json.Nodes;
using EndToEnd.Deliveries;

namespace EndToEnd.Bodies;

/// <summary>A sample as an event of its own that no message holds, with text that no version documents.</summary>
public static class LargeSample
{
    public const int Kilobyte = 1024;

    public static UniqueSample Of(string name, int bytes)
    {
        UniqueSample sample = UniqueSample.Of(name);
        JsonObject payload = JsonNode.Parse(sample.Json)!.AsObject();
        payload["photo"] = new string('x', bytes);
        return sample with { Json = System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()) };
    }
}
