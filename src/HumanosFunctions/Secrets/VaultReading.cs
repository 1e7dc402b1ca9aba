using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;

namespace HumanosFunctions.Secrets;

/// <summary>
/// The result of one read of the vault. Which of its keys are accepted depends on the time: a grace period ends and a version expires,
/// even if the vault is not read again.
/// </summary>
internal sealed class VaultReading(
    VaultSecret signature,
    VaultSecret encryption,
    VaultSecret salts,
    IReadOnlyList<SignatureKey> signatureKeys,
    IReadOnlyList<VaultKey> encryptionKeys,
    TimeSpan grace)
{
    /// <summary>Versions that would be accepted, but cannot be used as keys.</summary>
    public IReadOnlyList<UnusableVersion> UnusableVersions { get; } = [.. signature.UnusableVersions, .. encryption.UnusableVersions, .. salts.UnusableVersions];

    /// <summary>The names of the secrets whose value looks like a copy-and-paste mistake.</summary>
    public IReadOnlyList<string> SuspiciousEnds { get; } =
    [
        .. new[]
        {
            (Name: VaultReader.SignatureSecretName, Secret: signature),
            (Name: VaultReader.EncryptionSecretName, Secret: encryption),
            (Name: VaultReader.EncryptionSaltName, Secret: salts),
        }.Where(read => read.Secret.HasSuspiciousEnds).Select(read => read.Name),
    ];

    /// <summary>Returns the key of a version, so that the next read can reuse it.</summary>
    public SignatureKey? SignatureKeyOf(string version) => signatureKeys.FirstOrDefault(key => key.Generation == version);

    public AcceptedKeys At(DateTimeOffset now)
    {
        IReadOnlyList<string> signatures = signature.AcceptedAt(now, grace);
        IReadOnlyList<string> secrets = encryption.AcceptedAt(now, grace);
        IReadOnlyList<string> salted = salts.AcceptedAt(now, grace);
        SignatureKey[] verifying = [.. signatureKeys.Where(key => signatures.Contains(key.Generation))];
        EncryptionKey[] opening = [.. encryptionKeys.Where(key => secrets.Contains(key.Secret) && salted.Contains(key.Salt)).Select(key => key.Key)];
        return new AcceptedKeys(
            verifying.Length > 0 && opening.Length > 0 ? new WebhookSecrets(verifying, opening) { UnusableVersions = UnusableVersions } : null,
            HasUnreadVersion: signatures.Any(signature.IsUnread) || secrets.Any(encryption.IsUnread) || salted.Any(salts.IsUnread),
            Until: new[] { signature, encryption, salts }.Min(secret => AcceptedVersions.NextChange(secret.Listed, grace, now)));
    }
}

/// <summary>The keys of a result that are accepted at one time.</summary>
/// <param name="Secrets">Null if one of the secrets has no accepted version.</param>
/// <param name="HasUnreadVersion">Whether a version has become valid whose value has not been read.</param>
/// <param name="Until">The next time at which the accepted keys can change.</param>
internal sealed record AcceptedKeys(WebhookSecrets? Secrets, bool HasUnreadVersion, DateTimeOffset Until);

/// <summary>One secret in the vault: the dates of every version, and the values of those that were accepted at the time of the read.</summary>
/// <param name="Listed">All versions, without values and without the skipped ones.</param>
/// <param name="Read">The versions with values, newest first.</param>
internal sealed record VaultSecret(IReadOnlyList<SecretProperties> Listed, IReadOnlyList<SecretVersion> Read)
{
    /// <summary>Versions that would be accepted, but cannot be used as keys.</summary>
    public IReadOnlyList<UnusableVersion> UnusableVersions { get; init; } = [];

    /// <summary>Whether one of the values looks like a copy-and-paste mistake.</summary>
    public bool HasSuspiciousEnds => Read.Any(version => SecretEnds.AreSuspicious(version.Value));

    /// <summary>The ids of the versions that are accepted at that time, including those whose value has not been read.</summary>
    public IReadOnlyList<string> AcceptedAt(DateTimeOffset now, TimeSpan grace) =>
        [.. AcceptedVersions.Of(Listed, grace, now).Select(version => version.Version)];

    public bool IsUnread(string version) => Read.All(known => known.Version != version);
}

/// <summary>One accepted version of a secret. <see cref="ToString"/> returns only its id.</summary>
internal sealed class SecretVersion(string version, string value)
{
    public string Version { get; } = version;

    public string Value { get; } = value;

    public override string ToString() => Version;
}

/// <summary>A derived key with the versions of the secret and the salt.</summary>
internal sealed record VaultKey(string Secret, string Salt, EncryptionKey Key);
