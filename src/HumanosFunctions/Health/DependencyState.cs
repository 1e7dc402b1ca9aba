namespace HumanosFunctions.Health;

/// <summary>Whether one dependency can be reached now.</summary>
public sealed record DependencyState(string Name, bool IsReachable);
