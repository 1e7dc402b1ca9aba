using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Tests.Processing.Otp;

/// <summary>Stands where Humanos' API stands: records every call, whatever its address, and answers as told, else with 200.</summary>
internal sealed class LoopbackApi : IAsyncDisposable
{
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private readonly WebApplication _app;

    private LoopbackApi(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<ApiCall> Calls => [.. _calls];

    /// <summary>Where every redirect points.</summary>
    public Uri? RedirectTo { get; set; }

    public static async Task<LoopbackApi> StartAsync(params int[] answers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var api = new LoopbackApi(builder.Build());
        foreach (int answer in answers)
        {
            api._answers.Enqueue(answer);
        }

        api._app.Run(api.AnswerAsync);
        await api._app.StartAsync();
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

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
