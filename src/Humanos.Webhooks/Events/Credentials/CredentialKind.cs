namespace Humanos.Webhooks;

/// <summary>
/// What a credential is about: an open list, compared by its text. The versions' spellings of a known kind (<c>consent</c>,
/// <c>CONSENT</c>; <c>signature</c>, <c>DOCUMENT</c>) are one value; any other text is kept as sent.
/// </summary>
/// <param name="Text">As 2026-05-17 spells it.</param>
public readonly record struct CredentialKind(string Text)
{
    /// <summary>A document that was to be signed.</summary>
    public static CredentialKind Document { get; } = new("DOCUMENT");

    /// <summary>A consent.</summary>
    public static CredentialKind Consent { get; } = new("CONSENT");

    /// <summary>A form.</summary>
    public static CredentialKind Form { get; } = new("FORM");

    /// <summary>A policy: mentioned by the quick start only.</summary>
    public static CredentialKind Policy { get; } = new("POLICY");

    /// <summary>Free data: seen in public scripts only.</summary>
    public static CredentialKind Json { get; } = new("JSON");

    /// <summary>A payment: mentioned in prose only.</summary>
    public static CredentialKind Payment { get; } = new("PAYMENT");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static CredentialKind? From(string? text) => text is null ? null : Known(text) ?? new CredentialKind(text);

    internal static CredentialKind? Known(string text) => text.ToUpperInvariant() switch
    {
        "DOCUMENT" or "SIGNATURE" => Document,
        "CONSENT" => Consent,
        "FORM" => Form,
        "POLICY" => Policy,
        "JSON" => Json,
        "PAYMENT" => Payment,
        _ => null,
    };
}
