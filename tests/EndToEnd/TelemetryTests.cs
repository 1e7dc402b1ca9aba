using System.Text;
using EndToEnd.Telemetry;

namespace EndToEnd;

/// <summary>What an OTLP receiver gets of a served ingestor.</summary>
public sealed class TelemetryTests(ObservedIngestor ingestor) : IClassFixture<ObservedIngestor>
{
    private static readonly int Accepted = Samples.Names.Count + 1;

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_stored_effect()
    {
        string[] way = ["function Ingest", "ingest", "publish humanos-events", "function Credential", "process credential", "put rows"];
        IReadOnlyList<OtlpSpan> trace = [];
        await Eventually.IsTrueAsync(
            () => (trace = [.. ingestor.Receiver.Spans.Where(span => span.TraceId == ObservedIngestor.TraceId)]).Select(span => span.Name).ToHashSet().IsSupersetOf(["function Credential", "function Archive"]),
            "the trace ends with the function that processed the event");

        string parent = ObservedIngestor.SpanId;
        foreach (OtlpSpan step in way.Select(name => trace.First(span => span.Name == name)))
        {
            Assert.Equal(parent, step.ParentId);
            Assert.False(step.IsError);
            parent = step.Id;
        }

        Assert.Equal(ingestor.TracedEventId, Single(trace, "ingest").Tags["humanos.event_id"]);
        Assert.Equal(ingestor.TracedEventId, Single(trace, "publish humanos-events").Tags["messaging.message.id"]);
        Assert.Equal(ingestor.TracedEventId, Single(trace, "process credential").Tags["humanos.event_id"]);
        Assert.Equal([Single(trace, "publish humanos-events").Id], Single(trace, "process credential").LinkedIds);
        Assert.Equal(Single(trace, "publish humanos-events").Id, trace.First(span => span.Name == "function Archive").ParentId);
        Assert.Equal(ingestor.TracedEventId, Single(trace, "process archive").Tags["humanos.event_id"]);
        Assert.Equal(way.Append("function Archive").Append("process archive").ToHashSet(), trace.Select(span => span.Name).ToHashSet());
    }

    [Fact]
    public async Task A_delivery_without_a_trace_begins_one_and_a_refused_one_says_why()
    {
        await Eventually.IsTrueAsync(() => ingestor.Receiver.Spans.Count(span => span.Name == "ingest") == (2 * Samples.Names.Count) + 4, "every delivery is traced");
        OtlpSpan[] refused = [.. ingestor.Receiver.Spans.Where(span => span.Tags.ContainsKey("humanos.reason") && span.Name == "ingest")];

        Assert.All(ingestor.Receiver.Spans.Where(span => span.Name == "function Ingest" && span.TraceId != ObservedIngestor.TraceId), span => Assert.Empty(span.ParentId));
        Assert.Equal(Samples.Names.Count, refused.Count(span => span.Tags["humanos.reason"] == "SignatureMismatch" && !span.IsError));
        Assert.Single(refused, span => span.Tags["humanos.reason"] == "NoKeyFits" && span.IsError);
    }

    [Fact]
    public async Task Every_metric_arrives_with_what_happened()
    {
        await Eventually.IsTrueAsync(
            () => Of("humanos.events.processed") - Archived == Accepted - Samples.Names.Count(sample => sample.EndsWith("/test", StringComparison.Ordinal)),
            "every event is processed");
        await Eventually.IsTrueAsync(() => Archived == Accepted + 1, "every event and the foreign message are archived");
        await Eventually.IsTrueAsync(() => Of("humanos.events.dead_lettered") == 1, "the foreign message is dead-lettered");
        IReadOnlyDictionary<string, long> metrics = ingestor.Receiver.Metrics;

        Assert.Equal((2 * Samples.Names.Count) + 4, metrics["humanos.deliveries.received"]);
        Assert.Equal(Samples.Names.Count, metrics["humanos.deliveries.refused{outcome=NotGenuine,reason=SignatureMismatch}"]);
        Assert.Equal(1, metrics["humanos.deliveries.refused{outcome=Unreadable,reason=NoKeyFits}"]);
        Assert.Equal(1, metrics["humanos.deliveries.refused{outcome=Unreadable,reason=NotAnObject}"]);
        Assert.Equal(Samples.Names.Count + 3, Of("humanos.deliveries.refused"));
        Assert.Equal(Accepted, Of("humanos.events.published"));
        Assert.Equal(Accepted, metrics["humanos.publish.duration{result=Acknowledged}"]);
        Assert.Equal(Of("humanos.events.processed"), Of("humanos.events.age"));
        Assert.Equal(1, metrics["humanos.events.dead_lettered{reason=ForeignContentType,subscription=credential}"]);
        Assert.Equal(2 * Accepted, Of("humanos.keys.used"));
    }

    [Fact]
    public async Task Nothing_that_is_exported_holds_personal_data_or_a_secret()
    {
        await Eventually.IsTrueAsync(() => Of("humanos.events.dead_lettered") == 1 && ingestor.Receiver.Logs.Count > 0, "everything is exported");
        await Eventually.IsTrueAsync(() => ingestor.Receiver.Spans.Any(span => span.Name == "process credential" && span.IsError), "the failure is exported");

        string everything = string.Join('\n', ingestor.Receiver.Exports.Select(Encoding.UTF8.GetString));
        Assert.Contains("Processed event", everything, StringComparison.Ordinal);
        Assert.Contains("ForeignContentType", everything, StringComparison.Ordinal);
        Assert.All(Confidential(), value => Assert.DoesNotContain(value, everything, StringComparison.Ordinal));
        Assert.All(ingestor.Receiver.Spans, span => Assert.Empty(span.State));
    }

    private long Archived => Of("humanos.events.processed{subscription=archive}");

    private static OtlpSpan Single(IEnumerable<OtlpSpan> spans, string name) => Assert.Single(spans, span => span.Name == name);

    private long Of(string metric) => ingestor.Receiver.Metrics
        .Where(point => point.Key == metric || point.Key.StartsWith(metric + "{", StringComparison.Ordinal))
        .Sum(point => point.Value);

    private static IEnumerable<string> Confidential() => Samples.Names
        .SelectMany(sample => PersonalData.In(Samples.Read(sample)))
        .Concat([Sender.SignatureSecret, Sender.EncryptionSecret, Sender.EncryptionSalt, ObservedIngestor.Confidential])
        .Distinct();
}
