namespace EndToEnd.Telemetry;

/// <summary>One value of a metric as it was exported (opentelemetry/proto/metrics/v1/metrics.proto).</summary>
/// <param name="Series">Metric and tags, as <c>name{tag=value}</c>.</param>
/// <param name="Value">The sum of a counter, the value of a gauge, or how many values a histogram has.</param>
internal sealed record OtlpPoint(string Series, long Value)
{
    public static IEnumerable<OtlpPoint> Read(byte[] export) =>
        from resource in new ProtobufReader(export).Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from point in Points(metric)
        select point;

    private static IEnumerable<OtlpPoint> Points(ProtobufReader metric)
    {
        string name = metric.Text(1);
        IEnumerable<OtlpPoint> numbers = (metric.Message(7) ?? metric.Message(5))?.Messages(1)
            .Select(point => new OtlpPoint(Name(name, point, attributes: 7), (long)(point.Number(6) ?? 0))) ?? [];
        IEnumerable<OtlpPoint> counts = metric.Message(9)?.Messages(1)
            .Select(point => new OtlpPoint(Name(name, point, attributes: 9), (long)point.Number(4)!)) ?? [];
        return numbers.Concat(counts);
    }

    private static string Name(string metric, ProtobufReader point, int attributes)
    {
        IReadOnlyDictionary<string, string> tags = OtlpAttributes.Read(point, attributes);
        return tags.Count == 0 ? metric : $"{metric}{{{string.Join(',', tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}}}";
    }
}
