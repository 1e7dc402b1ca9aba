namespace LocalServiceBus.Topology;

/// <summary>How messages are accepted.</summary>
/// <param name="TimeToLive">The longest a message lives, whatever the message itself asks for.</param>
/// <param name="DuplicateWindow">How long a MessageId is remembered; null where duplicates are not detected.</param>
public sealed record PublishSettings(TimeSpan TimeToLive, TimeSpan? DuplicateWindow);
