namespace LocalServiceBus.State;

/// <summary>A message as its sender encoded it: immutable, and shared by every subscription that holds it.</summary>
/// <param name="Content">From the properties to the footer, byte for byte as sent.</param>
/// <param name="ApplicationProperties">The part of <paramref name="Content"/> that holds the application properties; where there are none, the empty part where they would stand.</param>
/// <param name="Annotations">The sender's annotations, opaque here; null where there are none.</param>
internal sealed record StoredMessage(
    ArraySegment<byte> Content,
    ArraySegment<byte> ApplicationProperties,
    bool? Durable,
    byte? Priority,
    TimeSpan? TimeToLive,
    IReadOnlyDictionary<string, object>? Annotations);
