using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Telemetry;

/// <summary>Stands where Application Insights stands, on loopback, and keeps every item that is sent to it.</summary>
internal sealed class InsightsReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> _items = new();
    private readonly LoopbackServer _server;

    private InsightsReceiver() => _server = new LoopbackServer(TakeAsync);

    public string ConnectionString =>
        $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={_server.Address};LiveEndpoint={_server.Address}";

    /// <summary>The members of every item of a type, as <c>MetricData</c>.</summary>
    public IReadOnlyList<JsonElement> Of(string baseType) => [.. _items
        .Select(item => item.GetProperty("data"))
        .Where(data => data.GetProperty("baseType").GetString() == baseType)
        .Select(data => data.GetProperty("baseData"))];

    public static async Task<InsightsReceiver> StartAsync()
    {
        var receiver = new InsightsReceiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

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
