using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Calls the Humanos API over pooled connections. It does not follow redirects, so that a signed call goes to no other server.</summary>
public sealed class HumanosApi(IOptions<ResendOptions> options, TimeProvider time) : IDisposable
{
    // Limits the lifetime of connections, so that DNS changes take effect.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    {
        Timeout = Timeout,
    };

    public async Task<ResendAnswer> ResendAsync(ScheduledResend resend, ApiCredentials credentials, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = ResendRequest.Build(options.Value.ApiBaseUri, resend, credentials, time.GetUtcNow());
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return ResendAnswer.Of(response.StatusCode);
        }
        catch (Exception silence) when (silence is HttpRequestException or SocketException || (silence is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ResendAnswer.Unavailable(Status: null);
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>The result of a call, and whether it can be repeated.</summary>
public abstract record ResendAnswer
{
    private const int FirstSuccess = 200;
    private const int FirstRedirect = 300;
    private const int FirstServerError = 500;

    private ResendAnswer()
    {
    }

    public sealed record Accepted : ResendAnswer;

    /// <summary>The API refuses the call and would refuse it again.</summary>
    public sealed record Refused(int Status) : ResendAnswer;

    /// <summary>The same call can succeed later.</summary>
    /// <param name="Status">Null if there was no response.</param>
    public sealed record Unavailable(int? Status) : ResendAnswer;

    public static ResendAnswer Of(HttpStatusCode status) => (int)status switch
    {
        >= FirstSuccess and < FirstRedirect => new Accepted(),
        (int)HttpStatusCode.TooManyRequests or >= FirstServerError => new Unavailable((int)status),
        _ => new Refused((int)status),
    };
}

/// <summary>Builds the request: <c>PATCH /request/resend/{requestId}</c> with one selector and no body.</summary>
internal static class ResendRequest
{
    public static HttpRequestMessage Build(Uri baseUri, ScheduledResend resend, ApiCredentials credentials, DateTimeOffset now)
    {
        string timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Patch, AddressOf(baseUri, resend));

        // Without validation, because its exceptions contain the value.
        request.Headers.TryAddWithoutValidation("Authorization", credentials.Authorization);
        request.Headers.TryAddWithoutValidation("X-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Signature", credentials.Sign(timestamp));
        request.Headers.TryAddWithoutValidation("API-Version", resend.Selector.ApiVersion);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", resend.IdempotencyKey);
        return request;
    }

    // Values from an event are escaped, so they can be only one path segment and one query value.
    private static Uri AddressOf(Uri baseUri, ScheduledResend resend) => new(
        $"{baseUri.AbsoluteUri.TrimEnd('/')}/request/resend/{Uri.EscapeDataString(resend.RequestId)}"
        + $"?{Uri.EscapeDataString(resend.Selector.Name)}={Uri.EscapeDataString(resend.Selector.Value)}");
}

/// <summary>The credentials for calls of the Humanos API. They are not the webhook secrets.</summary>
public sealed class ApiCredentials(string key, string signatureSecret)
{
    public string Authorization => $"Bearer {key}";

    /// <summary>Returns null if one of the two is not configured. It throws if the vault cannot be read.</summary>
    public static async ValueTask<ApiCredentials?> ReadAsync(OptionalSecrets secrets, CancellationToken cancellationToken)
    {
        string? key = await secrets.GetAsync(OptionalSecret.ApiKey, cancellationToken);
        string? signatureSecret = await secrets.GetAsync(OptionalSecret.ApiSignatureSecret, cancellationToken);
        return string.IsNullOrWhiteSpace(key) || string.IsNullOrWhiteSpace(signatureSecret) ? null : new ApiCredentials(key, signatureSecret);
    }

    /// <summary>Signs a call without a body. Method and URL are not part of the signed content.</summary>
    public string Sign(string timestamp)
    {
        using var signatureKey = new SignatureKey(signatureSecret, nameof(ApiCredentials));
        return DeliverySigner.Sign(timestamp, [], signatureKey);
    }
}
