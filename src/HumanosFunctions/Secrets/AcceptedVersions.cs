using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Which versions of a secret count: the newest that is enabled and within its dates and, for a grace time after that
/// one appeared, the one before it. A rotation therefore refuses nothing that was sent before it.
/// </summary>
public static class AcceptedVersions
{
    public static IReadOnlyList<SecretProperties> Of(IEnumerable<SecretProperties> versions, TimeSpan grace, DateTimeOffset now)
    {
        SecretProperties[] usable = [.. versions
            .Where(version => IsUsable(version, now))
            .OrderByDescending(version => version.CreatedOn)];
        bool newestIsFresh = usable.Length > 1 && now - usable[0].CreatedOn < grace;
        return usable[..Math.Min(usable.Length, newestIsFresh ? 2 : 1)];
    }

    /// <summary>Every version that nobody has disabled, newest first: a leaked secret is disabled, an old one need not be.</summary>
    public static IReadOnlyList<SecretProperties> Enabled(IEnumerable<SecretProperties> versions) =>
        [.. versions.Where(version => version.Enabled is true).OrderByDescending(version => version.CreatedOn)];

    private static bool IsUsable(SecretProperties version, DateTimeOffset now) =>
        version.Enabled is true
        && (version.NotBefore is null || version.NotBefore <= now)
        && (version.ExpiresOn is null || version.ExpiresOn > now);
}
