using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Telemetry;

/// <summary>Stands where Application Insights stands, on loopback, and keeps every item that is sent to it.</summary>
internal sealed class InsightsReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> _items = new();
    private readonly WebApplication _app;

    private InsightsReceiver(WebApplication app) => _app = app;

    public string ConnectionString =>
        $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={_app.Urls.Single()}/;LiveEndpoint={_app.Urls.Single()}/";

    /// <summary>The members of every item of a type, as <c>MetricData</c>.</summary>
    public IReadOnlyList<JsonElement> Of(string baseType) => [.. _items
        .Select(item => item.GetProperty("data"))
        .Where(data => data.GetProperty("baseType").GetString() == baseType)
        .Select(data => data.GetProperty("baseData"))];

    public static async Task<InsightsReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new InsightsReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (!context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
        {
            return;
        }

        bool isZipped = context.Request.Headers.ContentEncoding == "gzip";
        using var reader = new StreamReader(isZipped ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body);
        string[] lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines)
        {
            _items.Enqueue(JsonSerializer.Deserialize<JsonElement>(line));
        }

        await context.Response.WriteAsJsonAsync(new { itemsReceived = lines.Length, itemsAccepted = lines.Length, errors = Array.Empty<object>() });
    }
}
