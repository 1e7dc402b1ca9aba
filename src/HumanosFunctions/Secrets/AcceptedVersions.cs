using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Which versions of a secret count: the newest that is enabled and within its dates and, for a grace time after it
/// came into force, the one that it replaced. A rotation therefore refuses nothing that was sent before it.
/// </summary>
internal static class AcceptedVersions
{
    public static IReadOnlyList<SecretProperties> Of(IEnumerable<SecretProperties> versions, TimeSpan grace, DateTimeOffset now)
    {
        SecretProperties[] newestFirst = [.. versions.Where(version => InForceFrom(version) <= now).OrderByDescending(version => version.CreatedOn)];
        SecretProperties[] usable = [.. newestFirst.Where(version => version.Enabled is true && InForceUntil(version) > now)];
        bool inGrace = usable.Length > 1 && now - ReplacedAt(newestFirst, before: usable[1], newest: usable[0]) < grace;
        return usable[..Math.Min(usable.Length, inGrace ? 2 : 1)];
    }

    /// <summary>Every version that nobody has disabled, newest first: a leaked secret is disabled, an old one need not be.</summary>
    public static IReadOnlyList<SecretProperties> Enabled(IEnumerable<SecretProperties> versions) =>
        [.. versions.Where(version => version.Enabled is true).OrderByDescending(version => version.CreatedOn)];

    /// <summary>The next time after which other versions may count although nothing in the vault was changed.</summary>
    public static DateTimeOffset NextChange(IEnumerable<SecretProperties> versions, TimeSpan grace, DateTimeOffset now) => versions
        .SelectMany(version => new[] { InForceFrom(version), Later(InForceFrom(version), grace), version.ExpiresOn ?? DateTimeOffset.MaxValue })
        .Where(time => time > now)
        .DefaultIfEmpty(DateTimeOffset.MaxValue)
        .Min();

    // A leaked version between the two, disabled since, must not bring back the one that it had replaced long ago.
    private static DateTimeOffset ReplacedAt(SecretProperties[] newestFirst, SecretProperties before, SecretProperties newest) => newestFirst
        .SkipWhile(version => version != newest)
        .TakeWhile(version => version != before)
        .Where(version => version == newest || InForceUntil(version) > InForceFrom(newest))
        .Min(InForceFrom);

    private static DateTimeOffset InForceFrom(SecretProperties version) =>
        version.NotBefore > version.CreatedOn ? version.NotBefore.Value : version.CreatedOn ?? DateTimeOffset.MinValue;

    // When a version was disabled the vault does not say; its last change is that or later.
    private static DateTimeOffset InForceUntil(SecretProperties version)
    {
        DateTimeOffset expires = version.ExpiresOn ?? DateTimeOffset.MaxValue;
        return version.Enabled is not true && version.UpdatedOn < expires ? version.UpdatedOn.Value : expires;
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}
