using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>The keys that are accepted now, newest first; already derived, so that no delivery waits for it.</summary>
public sealed record WebhookSecrets(IReadOnlyList<SignatureKey> SignatureKeys, IReadOnlyList<EncryptionKey> EncryptionKeys)
{
    /// <summary>Versions that would count beside them, and cannot be keys.</summary>
    public IReadOnlyList<UnusableVersion> PassedOver { get; init; } = [];

    public bool SameGenerationsAs(WebhookSecrets other) =>
        SignatureKeys.Select(key => key.Generation).SequenceEqual(other.SignatureKeys.Select(key => key.Generation))
        && EncryptionKeys.Select(key => key.Generation).SequenceEqual(other.EncryptionKeys.Select(key => key.Generation));
}
