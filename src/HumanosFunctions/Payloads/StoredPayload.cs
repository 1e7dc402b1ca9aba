namespace HumanosFunctions.Payloads;

/// <summary>One entry of a container.</summary>
public sealed record StoredPayload(string Name, long Length);
