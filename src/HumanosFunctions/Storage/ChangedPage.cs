namespace HumanosFunctions.Storage;

/// <summary>Some changed requests, and the opaque continuation to the next of them; null at the end.</summary>
public sealed record ChangedPage(IReadOnlyList<ChangedRequest> Requests, string? Next);
