using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>Stands where Humanos' API stands: records every call, whatever its address, and answers as told, else with 200.</summary>
internal sealed class LoopbackApi : IAsyncDisposable
{
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private readonly ConcurrentQueue<int> _answers;
    private readonly LoopbackServer _server;

    private LoopbackApi(int[] answers) =>
        (_answers, _server) = (new ConcurrentQueue<int>(answers), new LoopbackServer(AnswerAsync));

    public Uri Address => _server.Address;

    public IReadOnlyList<ApiCall> Calls => [.. _calls];

    /// <summary>Where every redirect points.</summary>
    public Uri? RedirectTo { get; set; }

    public static async Task<LoopbackApi> StartAsync(params int[] answers)
    {
        var api = new LoopbackApi(answers);
        await api._server.StartAsync();
        return api;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _calls.Enqueue(new ApiCall(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        context.Response.StatusCode = _answers.TryDequeue(out int status) ? status : StatusCodes.Status200OK;
        if (RedirectTo is { } elsewhere)
        {
            context.Response.Headers.Location = elsewhere.AbsoluteUri;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A call as it arrived.</summary>
/// <param name="Target">Path and query as sent, nothing decoded.</param>
internal sealed record ApiCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Whether it is signed as Humanos asks for, computed here anew: over the timestamp alone, since there is no body.</summary>
    public bool IsSignedWith(string secret) => Headers["X-Signature"] == Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Headers["X-Timestamp"])));
}
