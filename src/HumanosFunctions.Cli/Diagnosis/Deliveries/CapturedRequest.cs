namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>A recorded delivery: request line, headers in their order, body bytes.</summary>
/// <param name="Target">Path or address as recorded; empty where the recording has none.</param>
/// <param name="At">When it was sent, where the recording says so.</param>
public sealed record CapturedRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, DateTimeOffset? At)
{
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>The one value of a header; null if it is absent or given more than once.</summary>
    public string? One(string name) => All(name) is [var value] ? value : null;
}
