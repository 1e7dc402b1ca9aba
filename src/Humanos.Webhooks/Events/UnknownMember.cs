using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>A member or array item that the model has no place for, or whose value cannot be used.</summary>
/// <param name="Path">
/// Where, as a JSON path. Its last name comes from the payload: treat it as content. Text that is not Unicode shows as U+FFFD
/// or with its escapes.
/// </param>
/// <param name="Value">The value, however deep; reading a string that is not Unicode text throws.</param>
public sealed record UnknownMember(string Path, JsonElement Value);
