using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Testing.Deliveries;

namespace EndToEnd.Deliveries;

/// <summary>A random delivery as an HTTP request, its headers as they are wherever HTTP can carry them.</summary>
public static class AttemptRequest
{
    /// <summary>Sends bytes beyond ASCII in headers, which the platform's client refuses by default.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });

    /// <summary>What reaches the function: whitespace around a header's value is no part of it (RFC 9110, section 5.5).</summary>
    public static DeliveryAttempt AsReceived(DeliveryAttempt attempt) =>
        attempt with { Timestamp = attempt.Timestamp?.Trim(' ', '\t'), Signature = attempt.Signature?.Trim(' ', '\t') };

    public static HttpRequestMessage Of(Uri webhook, DeliveryAttempt attempt)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(attempt.Body) };
        Add(request, "x-timestamp", attempt.Timestamp);
        Add(request, "x-signature", attempt.Signature);
        return request;
    }

    public static async Task<string> MessageIdAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messageId").GetString()!;

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
    }
}
