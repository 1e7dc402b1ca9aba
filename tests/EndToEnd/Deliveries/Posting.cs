using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Deliveries;

/// <summary>Posts deliveries as Humanos does, and reads what was stored of them.</summary>
public static class Posting
{
    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, Uri webhook, SealedDelivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("x-timestamp", delivery.Timestamp);
        request.Headers.TryAddWithoutValidation("x-signature", delivery.Signature);
        return http.SendAsync(request);
    }

    /// <summary>Posts what must be accepted, and returns the message id of the answer.</summary>
    public static async Task<string> DeliverAsync(this HttpClient http, Uri webhook, SealedDelivery delivery)
    {
        using HttpResponseMessage response = await http.PostAsync(webhook, delivery);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("accepted", answer.GetProperty("status").GetString());
        return answer.GetProperty("messageId").GetString()!;
    }

    /// <summary>What is stored for a request, or null.</summary>
    public static async Task<JsonElement?> StoredAsync(this HttpClient http, Uri api, string requestId)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(api, $"requests/{requestId}"));
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    public static async Task<JsonElement> WaitUntilStoredAsync(this HttpClient http, Uri api, string requestId)
    {
        JsonElement? stored = null;
        await Eventually.IsTrueAsync(
            async () => (stored = await http.StoredAsync(api, requestId)) is not null, $"something is stored for request {requestId}");
        return stored!.Value;
    }
}
