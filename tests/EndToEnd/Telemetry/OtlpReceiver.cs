using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Telemetry;

/// <summary>Stands where a collector stands: OTLP over HTTP, on loopback. It keeps all that is sent to it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _exports = new();
    private readonly LoopbackServer _server;

    private OtlpReceiver() => _server = new LoopbackServer(TakeAsync);

    public Uri Address => _server.Address;

    public IReadOnlyList<byte[]> Exports => [.. _exports.Select(export => export.Body)];

    public IReadOnlyList<OtlpSpan> Spans => [.. Of("/v1/traces").SelectMany(OtlpSpan.Read)];

    public IReadOnlyList<byte[]> Logs => [.. Of("/v1/logs")];

    /// <summary>The newest value of every series; counters are exported as their sum since the start.</summary>
    public IReadOnlyDictionary<string, long> Metrics
    {
        get
        {
            var newest = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (OtlpPoint point in Of("/v1/metrics").SelectMany(OtlpPoint.Read))
            {
                newest[point.Series] = point.Value;
            }

            return newest;
        }
    }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<byte[]> Of(string path) => _exports.Where(export => export.Path == path).Select(export => export.Body);

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _exports.Enqueue((context.Request.Path, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
