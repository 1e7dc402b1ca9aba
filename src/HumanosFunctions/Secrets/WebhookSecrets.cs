using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>The keys that are accepted now, newest first; already derived, so that no delivery waits for it.</summary>
public sealed record WebhookSecrets(IReadOnlyList<SignatureKey> SignatureKeys, IReadOnlyList<EncryptionKey> EncryptionKeys);
