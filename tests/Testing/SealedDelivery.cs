namespace Testing;

/// <summary>A delivery as Humanos would post it.</summary>
public sealed record SealedDelivery(string Timestamp, string Signature, byte[] Body);
