using Azure.Security.KeyVault.Secrets;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Secrets;

public sealed class AcceptedVersionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    [Fact]
    public void Three_versions_of_one_day_leave_the_newest_two() =>
        Assert.Equal(["c", "b"], Accepted(Version("a", hoursOld: 9), Version("b", hoursOld: 5), Version("c", hoursOld: 1)));

    [Fact]
    public void A_disabled_newest_version_counts_at_once() =>
        Assert.Equal(["a"], Accepted(Version("a", hoursOld: 9), Version("b", hoursOld: 1, enabled: false)));

    [Fact]
    public void A_version_before_its_time_does_not_count_yet() =>
        Assert.Equal(["a"], Accepted(Version("a", hoursOld: 9), Version("b", hoursOld: 1, notBefore: Now.AddMinutes(1))));

    [Fact]
    public void An_expired_version_before_is_not_revived_by_the_grace() =>
        Assert.Equal(["b"], Accepted(Version("a", hoursOld: 9, expires: Now), Version("b", hoursOld: 1)));

    [Fact]
    public void The_grace_ends_to_the_second()
    {
        Assert.Equal(["b", "a"], Accepted(Version("a", hoursOld: 90), Version("b", hoursOld: 23.999)));
        Assert.Equal(["b"], Accepted(Version("a", hoursOld: 90), Version("b", hoursOld: 24)));
    }

    [Fact]
    public void No_usable_version_leaves_none() =>
        Assert.Empty(Accepted(Version("a", hoursOld: 9, enabled: false)));

    private static IEnumerable<string> Accepted(params SecretProperties[] versions) =>
        AcceptedVersions.Of(versions, Grace, Now).Select(version => version.Version);

    private static SecretProperties Version(string name, double hoursOld, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null)
    {
        SecretProperties version = SecretModelFactory.SecretProperties(
            id: new Uri($"https://vault.example/secrets/secret/{name}"), name: "secret", version: name, createdOn: Now.AddHours(-hoursOld));
        version.Enabled = enabled;
        version.NotBefore = notBefore;
        version.ExpiresOn = expires;
        return version;
    }
}
