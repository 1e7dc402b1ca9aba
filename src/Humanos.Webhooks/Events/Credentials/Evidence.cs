namespace Humanos.Webhooks;

/// <summary>What a W3C credential rests on: an item of <c>evidences</c>, 2026-05-17.</summary>
public sealed class Evidence
{
    /// <summary>A DID: opaque.</summary>
    public string? Id { get; init; }

    /// <summary><c>digestSRI</c>: algorithm, hyphen, hash.</summary>
    public string? DigestSri { get; init; }

    /// <summary>Where it is kept: untrusted text.</summary>
    public string? Location { get; init; }
}
