using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Calls Humanos' API over pooled connections. A redirect is an answer like any other: a signed call goes nowhere else.</summary>
public sealed class HumanosApi(IOptions<ResendOptions> options, TimeProvider time) : IDisposable
{
    // Renewed, so that a change of the name's address is noticed.
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
