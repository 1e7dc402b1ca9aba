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
