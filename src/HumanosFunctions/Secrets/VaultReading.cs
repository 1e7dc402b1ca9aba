using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>
/// What one read of the vault gave. Which of its keys count is a question of the time: a grace ends and a version
/// expires to the second, however long ago the vault was read.
/// </summary>
public sealed class VaultReading(
    VaultSecret signature,
    VaultSecret encryption,
    VaultSecret salts,
    IReadOnlyList<SignatureKey> signatureKeys,
    IReadOnlyList<VaultKey> encryptionKeys,
    TimeSpan grace)
{
    /// <summary>Versions that would count, and cannot be keys.</summary>
    public IReadOnlyList<UnusableVersion> PassedOver { get; } = [.. signature.PassedOver, .. encryption.PassedOver, .. salts.PassedOver];

    /// <summary>The names of the secrets whose value looks like a slip in copying.</summary>
    public IReadOnlyList<string> SuspiciousEnds { get; } =
    [
        .. new[]
        {
            (Name: VaultReader.SignatureSecretName, Secret: signature),
            (Name: VaultReader.EncryptionSecretName, Secret: encryption),
            (Name: VaultReader.EncryptionSaltName, Secret: salts),
        }.Where(read => read.Secret.HasSuspiciousEnds).Select(read => read.Name),
    ];

    /// <summary>The key of a version, so that the next read need not make it again.</summary>
    public SignatureKey? SignatureKeyOf(string version) => signatureKeys.FirstOrDefault(key => key.Generation == version);

    public AcceptedKeys At(DateTimeOffset now)
    {
        IReadOnlyList<string> signatures = signature.AcceptedAt(now, grace);
        IReadOnlyList<string> secrets = encryption.AcceptedAt(now, grace);
        IReadOnlyList<string> salted = salts.AcceptedAt(now, grace);
        SignatureKey[] verifying = [.. signatureKeys.Where(key => signatures.Contains(key.Generation))];
        EncryptionKey[] opening = [.. encryptionKeys.Where(key => secrets.Contains(key.Secret) && salted.Contains(key.Salt)).Select(key => key.Key)];
        return new AcceptedKeys(
            verifying.Length > 0 && opening.Length > 0 ? new WebhookSecrets(verifying, opening) { PassedOver = PassedOver } : null,
            HasUnreadVersion: signatures.Any(signature.IsUnread) || secrets.Any(encryption.IsUnread) || salted.Any(salts.IsUnread),
            Until: new[] { signature, encryption, salts }.Min(secret => AcceptedVersions.NextChange(secret.Listed, grace, now)));
    }
}
