namespace Humanos.Webhooks;

/// <summary>How a verification ended: an open list, compared by its text.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct IdentityOutcome(string Text)
{
    /// <summary>The only documented value: v0-process. Those of 2026-05-17 are not documented.</summary>
    public static IdentityOutcome Completed { get; } = new("COMPLETED");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static IdentityOutcome? From(string? text) => text is null ? null : new(text);
}
