namespace HumanosFunctions.Health;

/// <summary>Whether one dependency can be reached now.</summary>
/// <param name="Name">A fixed word.</param>
/// <param name="IsReachable">Whether it can.</param>
/// <param name="Cause">What failed: a type, a code, nothing of what was sent or received; null where nothing did.</param>
public sealed record DependencyState(string Name, bool IsReachable, string? Cause = null);
