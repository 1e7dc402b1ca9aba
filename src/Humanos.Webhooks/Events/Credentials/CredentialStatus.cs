namespace Humanos.Webhooks;

/// <summary>The status of a credential: an open list. Values are compared by their text, case-sensitive.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct CredentialStatus(string Text)
{
    /// <summary>Not all grantors have decided, and the W3C credential can change: 2026-05-17.</summary>
    public static CredentialStatus Draft { get; } = new("DRAFT");

    /// <summary>In force. No other status means that the credential is in force: 2026-05-17.</summary>
    public static CredentialStatus Active { get; } = new("ACTIVE");

    /// <summary>A grantor rejected the credential: 2026-05-17.</summary>
    public static CredentialStatus Rejected { get; } = new("REJECTED");

    /// <summary>Withdrawn before it was in force: 2026-05-17.</summary>
    public static CredentialStatus Canceled { get; } = new("CANCELED");

    /// <summary>Withdrawn: 2026-05-17.</summary>
    public static CredentialStatus Revoked { get; } = new("REVOKED");

    /// <summary>No longer valid because its validity period ended: 2026-05-17.</summary>
    public static CredentialStatus Expired { get; } = new("EXPIRED");

    /// <summary>Published examples have this status even after an accept, so do not rely on it: 2026-03-07 to 2026-04-14.</summary>
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
/// What one person did with a credential: an open list, compared by its text. All spellings of accept and reject, including
/// <c>rejected</c> flags and event names, map to one value each. Any other text is kept as sent.
/// </summary>
/// <param name="Text">As 2026-05-17 spells it.</param>
public readonly record struct CredentialAction(string Text)
{
    /// <summary>The person accepted.</summary>
    public static CredentialAction Accept { get; } = new("accept");

    /// <summary>The person rejected.</summary>
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
/// The kind of a credential: an open list, compared by its text. All spellings of a known kind (<c>consent</c>, <c>CONSENT</c>;
/// <c>signature</c>, <c>DOCUMENT</c>) map to one value. Any other text is kept as sent.
/// </summary>
/// <param name="Text">As 2026-05-17 spells it.</param>
public readonly record struct CredentialKind(string Text)
{
    /// <summary>A document to sign.</summary>
    public static CredentialKind Document { get; } = new("DOCUMENT");

    /// <summary>A consent.</summary>
    public static CredentialKind Consent { get; } = new("CONSENT");

    /// <summary>A form.</summary>
    public static CredentialKind Form { get; } = new("FORM");

    /// <summary>A policy: mentioned only in the quick start.</summary>
    public static CredentialKind Policy { get; } = new("POLICY");

    /// <summary>Free-form data: observed only in public scripts.</summary>
    public static CredentialKind Json { get; } = new("JSON");

    /// <summary>A payment: mentioned only in running text of the documentation.</summary>
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
