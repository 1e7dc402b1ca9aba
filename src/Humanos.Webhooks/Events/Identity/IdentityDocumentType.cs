namespace Humanos.Webhooks;

/// <summary>The kind of an identity document: an open list, compared by its text. Values as documented since v0-subject.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct IdentityDocumentType(string Text)
{
    /// <summary>A passport.</summary>
    public static IdentityDocumentType Passport { get; } = new("PASSPORT");

    /// <summary>A driver's licence.</summary>
    public static IdentityDocumentType DriverLicense { get; } = new("DRIVER_LICENSE");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static IdentityDocumentType? From(string? text) => text is null ? null : new(text);
}
