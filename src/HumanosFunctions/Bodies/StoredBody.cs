namespace HumanosFunctions.Bodies;

/// <summary>One entry of a container.</summary>
public sealed record StoredBody(string Name, long Length);
