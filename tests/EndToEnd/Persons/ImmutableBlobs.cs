using HumanosFunctions.Tests.Storage;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Persons;

/// <summary>
/// The blobs of Azurite behind an immutability policy, which Azurite itself does not have: a deletion in the archive is answered as Azure answers
/// it while the policy holds. Every other request is passed on.
/// </summary>
internal sealed class ImmutableBlobs : IAsyncDisposable
{
    // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
    private const string ErrorCode = "BlobImmutableDueToPolicy";

    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Connection", "Keep-Alive", "Host" };

    private readonly HttpClient _http = PlainHttp.Client();
    private readonly Uri _blobs;
    private readonly LoopbackServer _server;

    public ImmutableBlobs(Azurite azurite)
    {
        _blobs = new Uri(azurite.BlobAddress);
        _server = new LoopbackServer(AnswerAsync);
    }

    public Uri Address => _server.Address;

    /// <summary>The blobs that the policy protects, by the last part of their names.</summary>
    public HashSet<string> Protected { get; } = new(StringComparer.Ordinal);

    public Task StartAsync() => _server.StartAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsDelete(context.Request.Method) && Protected.Contains(context.Request.Path.Value!.Split('/')[^1]))
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            context.Response.Headers["x-ms-error-code"] = ErrorCode;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{ErrorCode}</Code><Message>.</Message></Error>");
            return;
        }

        await PassAsync(context);
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_blobs, $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}"));
        if (context.Request.ContentLength is > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }
}
