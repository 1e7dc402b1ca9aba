namespace Humanos.Webhooks;

/// <summary>What an identity event tells beyond the common facts. The properties of <see cref="IdentityEvent"/> explain them.</summary>
internal sealed class IdentityVerification
{
    internal bool? Succeeded { get; init; }

    internal bool? IsFraud { get; init; }

    internal decimal? RiskScore { get; init; }

    internal string? Message { get; init; }

    internal IdentityOutcome? Outcome { get; init; }

    internal EventTime? VerifiedAt { get; init; }

    internal IdentityDocument? Identity { get; init; }

    internal string? KycId { get; init; }

    internal string? KycType { get; init; }

    internal IReadOnlyList<string> DocumentsVerified { get; init; } = [];

    internal string? ConvergedIntoUserId { get; init; }

    internal string? VeriffId { get; init; }
}
