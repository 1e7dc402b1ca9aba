using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>
/// What one read of the vault gave. Which of its keys count is a question of the time: a grace ends and a version
/// expires to the second, however long ago the vault was read.
/// </summary>
internal sealed class VaultReading(
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

/// <summary>The keys of a reading that count at one time.</summary>
/// <param name="Secrets">Null where one of the secrets has no version that counts.</param>
/// <param name="HasUnreadVersion">A version has come into force whose value was not read.</param>
/// <param name="Until">Until then nothing changes by itself.</param>
internal sealed record AcceptedKeys(WebhookSecrets? Secrets, bool HasUnreadVersion, DateTimeOffset Until);

/// <summary>One secret as the vault showed it: every version's dates, and the values of those that counted then.</summary>
/// <param name="Listed">All versions, without their values and without those that are passed over.</param>
/// <param name="Read">Newest first.</param>
internal sealed record VaultSecret(IReadOnlyList<SecretProperties> Listed, IReadOnlyList<SecretVersion> Read)
{
    /// <summary>Versions that would count, and cannot be a key.</summary>
    public IReadOnlyList<UnusableVersion> PassedOver { get; init; } = [];

    /// <summary>Whether one of the values looks like a slip in copying.</summary>
    public bool HasSuspiciousEnds => Read.Any(version => SecretEnds.AreSuspicious(version.Value));

    /// <summary>The names of the versions that count at that time; the value of one that came into force since is not known.</summary>
    public IReadOnlyList<string> AcceptedAt(DateTimeOffset now, TimeSpan grace) =>
        [.. AcceptedVersions.Of(Listed, grace, now).Select(version => version.Version)];

    public bool IsUnread(string version) => Read.All(known => known.Version != version);
}

/// <summary>One accepted version of one secret. Printed, it shows its name alone.</summary>
internal sealed class SecretVersion(string version, string value)
{
    public string Version { get; } = version;

    public string Value { get; } = value;

    public override string ToString() => Version;
}

/// <summary>A derived key with the two versions that it was made of.</summary>
internal sealed record VaultKey(string Secret, string Salt, EncryptionKey Key);
