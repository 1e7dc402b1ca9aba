using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Secrets;

/// <summary>One secret as the vault showed it: every version's dates, and the values of those that counted then.</summary>
/// <param name="Listed">All versions, without their values and without those that are passed over.</param>
/// <param name="Read">Newest first.</param>
public sealed record VaultSecret(IReadOnlyList<SecretProperties> Listed, IReadOnlyList<SecretVersion> Read)
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
