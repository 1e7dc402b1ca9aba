namespace Humanos.Webhooks;

/// <summary>
/// What one person did with a credential: an open list, compared by its text. All spellings of accept and reject, also
/// <c>rejected</c> flags and event names, are one value each; any other text is kept as sent.
/// </summary>
/// <param name="Text">As 2026-05-17 spells it.</param>
public readonly record struct CredentialAction(string Text)
{
    /// <summary>The person agreed.</summary>
    public static CredentialAction Accept { get; } = new("accept");

    /// <summary>The person refused.</summary>
    public static CredentialAction Reject { get; } = new("reject");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static CredentialAction? From(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "ACCEPT" => Accept,
        "REJECT" => Reject,
        _ => new CredentialAction(text),
    };

    internal static CredentialAction? FromRejected(bool? rejected) => rejected switch
    {
        null => null,
        true => Reject,
        false => Accept,
    };
}
