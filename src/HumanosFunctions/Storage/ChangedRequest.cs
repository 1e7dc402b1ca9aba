namespace HumanosFunctions.Storage;

/// <summary>A request, and when a row of it changed; the time of the change here, not that of the event.</summary>
public sealed record ChangedRequest(string RequestId, DateTimeOffset ChangedAt);
