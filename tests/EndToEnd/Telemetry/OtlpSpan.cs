namespace EndToEnd.Telemetry;

/// <summary>A span as it was exported (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal sealed record OtlpSpan(
    string TraceId,
    string Id,
    string ParentId,
    string Name,
    string State,
    bool IsError,
    IReadOnlyList<string> LinkedIds,
    IReadOnlyDictionary<string, string> Tags)
{
    private const ulong ErrorCode = 2;

    public static IEnumerable<OtlpSpan> Read(byte[] export) =>
        from resource in new ProtobufReader(export).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            span.Text(3),
            span.Message(15)?.Number(3) == ErrorCode,
            [.. span.Messages(13).Select(link => link.Hex(2))],
            OtlpAttributes.Read(span, 9));
}
