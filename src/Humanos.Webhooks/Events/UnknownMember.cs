namespace Humanos.Webhooks;

/// <summary>A member or array item that the model has no place for, or whose value cannot be used.</summary>
/// <param name="Path">
/// Where, as a JSON path. Its last name comes from the payload: treat it as content. Text that is not Unicode shows as U+FFFD
/// or with its escapes.
/// </param>
/// <param name="Json">The value as sent, as UTF-8 JSON of any depth.</param>
public sealed record UnknownMember(string Path, ReadOnlyMemory<byte> Json);
