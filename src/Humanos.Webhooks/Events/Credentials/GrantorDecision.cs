namespace Humanos.Webhooks;

/// <summary>What one grantor decided about a credential: an item of <c>credential.decisions</c>, since 2026-05-17.</summary>
public sealed class GrantorDecision
{
    /// <summary>The decision's id, such as <c>urn:via:decision:…</c>: opaque.</summary>
    public string? Id { get; init; }

    /// <summary>The grantor's e-mail address or phone number.</summary>
    public string? Contact { get; init; }

    /// <summary>Whether the grantor agreed; null where undecided.</summary>
    public bool? Accepted { get; init; }

    /// <summary><c>decidedAt</c>.</summary>
    public EventTime? DecidedAt { get; init; }
}
