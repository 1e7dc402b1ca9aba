namespace Humanos.Webhooks;

/// <summary>Where a credential stands: an open list, compared by its text, upper and lower case told apart.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct CredentialStatus(string Text)
{
    /// <summary>Grantors are still to decide, and the W3C credential may change: 2026-05-17.</summary>
    public static CredentialStatus Draft { get; } = new("DRAFT");

    /// <summary>In force, the only status that gives effect: 2026-05-17.</summary>
    public static CredentialStatus Active { get; } = new("ACTIVE");

    /// <summary>A grantor has refused: 2026-05-17.</summary>
    public static CredentialStatus Rejected { get; } = new("REJECTED");

    /// <summary>Withdrawn before it was in force: 2026-05-17.</summary>
    public static CredentialStatus Canceled { get; } = new("CANCELED");

    /// <summary>Withdrawn: 2026-05-17.</summary>
    public static CredentialStatus Revoked { get; } = new("REVOKED");

    /// <summary>Its time is over: 2026-05-17.</summary>
    public static CredentialStatus Expired { get; } = new("EXPIRED");

    /// <summary>Shown with an accept as well, so it says little: 2026-03-07 to 2026-04-14.</summary>
    public static CredentialStatus Pending { get; } = new("PENDING");

    /// <summary>Seen in public code before 2026-05-17 only.</summary>
    public static CredentialStatus Completed { get; } = new("COMPLETED");

    /// <summary>Seen in public code before 2026-05-17 only.</summary>
    public static CredentialStatus Issued { get; } = new("ISSUED");

    /// <summary>Seen in public code before 2026-05-17 only.</summary>
    public static CredentialStatus Approved { get; } = new("APPROVED");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static CredentialStatus? From(string? text) => text is null ? null : new(text);
}

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
