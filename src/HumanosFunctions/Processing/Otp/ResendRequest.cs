using System.Globalization;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Builds the one call that is made: <c>PATCH /request/resend/{requestId}</c> with one selector and no body.</summary>
public static class ResendRequest
{
    public static HttpRequestMessage Build(Uri baseUri, ScheduledResend resend, ApiCredentials credentials, DateTimeOffset now)
    {
        string timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Patch, AddressOf(baseUri, resend));

        // Without validation, whose exceptions would quote the value.
        request.Headers.TryAddWithoutValidation("Authorization", credentials.Authorization);
        request.Headers.TryAddWithoutValidation("X-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Signature", credentials.Sign(timestamp));
        request.Headers.TryAddWithoutValidation("API-Version", resend.Selector.ApiVersion);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", resend.IdempotencyKey);
        return request;
    }

    // The base is ours; what comes from an event is escaped, so it can be no more than one segment and one value.
    private static Uri AddressOf(Uri baseUri, ScheduledResend resend) => new(
        $"{baseUri.AbsoluteUri.TrimEnd('/')}/request/resend/{Uri.EscapeDataString(resend.RequestId)}"
        + $"?{Uri.EscapeDataString(resend.Selector.Name)}={Uri.EscapeDataString(resend.Selector.Value)}");
}
