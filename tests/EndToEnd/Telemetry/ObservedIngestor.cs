using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd.Telemetry;

/// <summary>An ingestor that exports to a receiver of ours, after every sample and every kind of failure went through it.</summary>
public sealed class ObservedIngestor : IAsyncLifetime
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";
    public const string Confidential = "anna.secret@example.com";

    private readonly ServedIngestor _ingestor;

    public ObservedIngestor() => _ingestor = new ServedIngestor([], new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = (Receiver = OtlpReceiver.StartAsync().GetAwaiter().GetResult()).Address.AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
    });

    internal OtlpReceiver Receiver { get; }

    /// <summary>The event whose delivery came with a trace of its own.</summary>
    public string TracedEventId { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _ingestor.InitializeAsync();
        foreach (string sample in Samples.Names)
        {
            UniqueSample unique = UniqueSample.Of(sample);
            await PostAsync(Seal(unique.Json));
            await PostAsync(Seal(unique.Json) with { Signature = new string('0', 64) });
        }

        byte[] traced = UniqueSample.Of("2026-05-17/credential").Json;
        TracedEventId = await _ingestor.Http.DeliverAsync(_ingestor.Webhook, Seal(traced), ("traceparent", $"00-{TraceId}-{SpanId}-01"), ("tracestate", $"vendor={Confidential}"));
        await PostAsync(_ingestor.Sender.Sign(traced, Now()));
        await PostAsync(OtherTag(Seal(traced)));
        await PostAsync(Seal([.. "[\""u8, .. System.Text.Encoding.UTF8.GetBytes(Confidential), .. "\"]"u8]));
        await SendForeignAsync();
    }

    public async Task DisposeAsync()
    {
        await _ingestor.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private async Task PostAsync(SealedDelivery delivery) => (await _ingestor.Http.PostAsync(_ingestor.Webhook, delivery)).Dispose();

    // A message of another sender: it can only be dead-lettered, and any of its parts may be about a person.
    private async Task SendForeignAsync()
    {
        await using ServiceBusSender sender = _ingestor.ServiceBus.CreateSender("humanos-events");
        await sender.SendMessageAsync(new ServiceBusMessage(Confidential)
        {
            Subject = "credential",
            MessageId = Confidential,
            ApplicationProperties = { ["cloudEvents_id"] = Confidential, ["traceparent"] = Confidential },
        });
    }

    private SealedDelivery Seal(byte[] json) => _ingestor.Sender.Seal(json, DateTimeOffset.UtcNow);

    private SealedDelivery OtherTag(SealedDelivery delivery)
    {
        byte[] body = [.. delivery.Body];
        body[^10] = body[^10] == (byte)'A' ? (byte)'B' : (byte)'A';
        return _ingestor.Sender.Sign(body, delivery.Timestamp);
    }

    private static string Now() => Sender.Milliseconds(DateTimeOffset.UtcNow);
}
