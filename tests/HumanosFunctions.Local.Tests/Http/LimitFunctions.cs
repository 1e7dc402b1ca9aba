using System.Net;
using HumanosFunctions.Local.Tests.Infrastructure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.Tests.Http;

/// <summary>Functions that do not let a request run its course.</summary>
internal sealed class LimitFunctions(Signals signals)
{
    /// <summary>Reads one kibibyte, and refuses what is longer without reading on.</summary>
    [Function("Limit")]
    public async Task<HttpResponseData> Limit([HttpTrigger("post")] HttpRequestData request, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1025];
        int count = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        HttpResponseData response = EchoFunctions.Text(request, $"read {count}");
        response.StatusCode = count > 1024 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.OK;
        return response;
    }

    [Function("ReadAll")]
    public async Task ReadAll([HttpTrigger("post")] HttpRequestData request, CancellationToken cancellationToken) =>
        await request.Body.CopyToAsync(Stream.Null, cancellationToken);

    /// <summary>Says what the request announces, and how much it brings.</summary>
    [Function("Framing")]
    public async Task<HttpResponseData> Framing([HttpTrigger("post")] HttpRequestData request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        string framing = string.Join("; ", request.Headers
            .Where(header => header.Key.ToLowerInvariant() is "content-length" or "transfer-encoding")
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
        return EchoFunctions.Text(request, $"{framing}, read {body.Length}");
    }

    [Function("Begin")]
    public void Begin([HttpTrigger("post")] HttpRequestData request) => signals.Started.TrySetResult();

    [Function("Throw")]
    public void Throw([HttpTrigger] HttpRequestData request) => throw new InvalidTimeZoneException("private text");

    [Function("BadHeader")]
    public HttpResponseData BadHeader([HttpTrigger] HttpRequestData request)
    {
        HttpResponseData response = request.CreateResponse();
        response.Headers.TryAddWithoutValidation("X-Bad", "snow \u2603");
        return response;
    }

    /// <summary>Ends when the test says so, or when its token is cancelled.</summary>
    [Function("Wait")]
    public async Task<HttpResponseData> Wait([HttpTrigger] HttpRequestData request, CancellationToken cancellationToken)
    {
        signals.Started.TrySetResult();
        try
        {
            await signals.Release.Task.WaitAsync(cancellationToken);
            return EchoFunctions.Text(request, "waited");
        }
        catch (OperationCanceledException)
        {
            signals.Cancelled.TrySetResult();
            throw;
        }
    }
}
