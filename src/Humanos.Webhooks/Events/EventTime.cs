namespace Humanos.Webhooks;

/// <summary>A time of a payload: read where it can be, and always as it was sent.</summary>
/// <param name="Value">In UTC; a text without offset counts as UTC. Null where the text is no time.</param>
/// <param name="Text">As sent, mostly ISO 8601; digits where it was a number.</param>
/// <param name="Source">The member that told it.</param>
public sealed record EventTime(DateTimeOffset? Value, string Text, TimeSource Source);
