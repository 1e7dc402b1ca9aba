namespace Humanos.Webhooks;

/// <summary>
/// Somebody decided about credentials: <c>credential</c>, in v0-process <c>process.signature.*</c>, <c>process.consent.*</c> and
/// <c>process.form.*</c>. Since 2026-05-17 a credential may have several grantors, and each one's decision is a delivery of its own.
/// </summary>
public sealed class CredentialEvent : HumanosEvent
{
    internal CredentialEvent(IReadOnlyList<CredentialDecision> credentials, EventEnvelope envelope)
        : base(envelope) => Credentials = credentials;

    /// <summary>Exactly one since v0-subject, any number in v0-process; empty where the payload tells none.</summary>
    public IReadOnlyList<CredentialDecision> Credentials { get; }
}
