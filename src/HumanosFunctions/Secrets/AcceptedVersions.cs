using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Selects the accepted versions of a secret: the newest that is enabled and within its dates and, for a grace period, the version that it
/// replaced. So a rotation does not refuse deliveries that were sent before it.
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

    /// <summary>Returns every enabled version, newest first. Operators disable a leaked secret, but not necessarily an old one.</summary>
    public static IReadOnlyList<SecretProperties> Enabled(IEnumerable<SecretProperties> versions) =>
        [.. versions.Where(version => version.Enabled is true).OrderByDescending(version => version.CreatedOn)];

    /// <summary>Returns the next time at which the accepted versions can change without a change in the vault.</summary>
    public static DateTimeOffset NextChange(IEnumerable<SecretProperties> versions, TimeSpan grace, DateTimeOffset now) => versions
        .SelectMany(version => new[] { InForceFrom(version), Later(InForceFrom(version), grace), version.ExpiresOn ?? DateTimeOffset.MaxValue })
        .Where(time => time > now)
        .DefaultIfEmpty(DateTimeOffset.MaxValue)
        .Min();

    // If a leaked version between the two has been disabled, the version that it replaced long ago must not be accepted again.
    private static DateTimeOffset ReplacedAt(SecretProperties[] newestFirst, SecretProperties before, SecretProperties newest) => newestFirst
        .SkipWhile(version => version != newest)
        .TakeWhile(version => version != before)
        .Where(version => version == newest || InForceUntil(version) > InForceFrom(newest))
        .Min(InForceFrom);

    private static DateTimeOffset InForceFrom(SecretProperties version) =>
        version.NotBefore > version.CreatedOn ? version.NotBefore.Value : version.CreatedOn ?? DateTimeOffset.MinValue;

    // The vault does not store when a version was disabled. Its last update is at that time or later.
    private static DateTimeOffset InForceUntil(SecretProperties version)
    {
        DateTimeOffset expires = version.ExpiresOn ?? DateTimeOffset.MaxValue;
        return version.Enabled is not true && version.UpdatedOn < expires ? version.UpdatedOn.Value : expires;
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}
