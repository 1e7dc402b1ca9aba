namespace Humanos.Webhooks;

/// <summary>What a W3C credential authorises: 2026-05-17.</summary>
public sealed class Mandate
{
    /// <summary><c>grantor</c>: the DIDs of those who grant it.</summary>
    public IReadOnlyList<string> Grantors { get; init; } = [];

    /// <summary>Such as <c>humanos.credential.request</c>.</summary>
    public string? Scope { get; init; }

    /// <summary><c>context.authorizedDIDs</c>: who may act on it.</summary>
    public IReadOnlyList<string> AuthorizedDids { get; init; } = [];
}
