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

    [Fact]
    public void The_grace_begins_when_the_newest_comes_into_force_not_when_it_was_made() =>
        Assert.Equal(["b", "a"], Accepted(Version("a", hoursOld: 900), Version("b", hoursOld: 200, notBefore: Now.AddHours(-1))));

    [Fact]
    public void A_leaked_version_disabled_after_its_replacement_does_not_bring_back_the_one_before_it() =>
        Assert.Equal(["c"], Accepted(Version("a", hoursOld: 900), Version("b", hoursOld: 200, enabled: false, changed: Now), Version("c", hoursOld: 1)));

    [Fact]
    public void A_version_disabled_before_the_newest_came_replaced_nothing() =>
        Assert.Equal(["c", "a"], Accepted(Version("a", hoursOld: 900), Version("b", hoursOld: 200, enabled: false, changed: Now.AddHours(-190)), Version("c", hoursOld: 1)));

    [Fact]
    public void A_version_disabled_at_the_moment_the_newest_came_replaced_nothing_either() =>
        Assert.Equal(["c", "a"], Accepted(Version("a", hoursOld: 900), Version("b", hoursOld: 200, enabled: false, changed: Now.AddHours(-1)), Version("c", hoursOld: 1)));

    [Fact]
    public void The_next_change_is_always_to_come() =>
        Assert.Equal(Now + Grace, AcceptedVersions.NextChange([Version("a", hoursOld: 0)], Grace, Now));

    [Fact]
    public void A_grace_without_end_ends_never() =>
        Assert.Equal(DateTimeOffset.MaxValue, AcceptedVersions.NextChange([Version("a", hoursOld: 1)], TimeSpan.MaxValue, Now));

    [Fact]
    public void The_next_change_is_the_end_of_a_grace_an_expiry_or_a_beginning() =>
        Assert.Equal(
            [Now.AddHours(1), Now.AddMinutes(2), Now.AddMinutes(3), DateTimeOffset.MaxValue],
            new[]
            {
                Version("a", hoursOld: 23),
                Version("b", hoursOld: 99, expires: Now.AddMinutes(2)),
                Version("c", hoursOld: 99, notBefore: Now.AddMinutes(3)),
                Version("d", hoursOld: 99),
            }.Select(version => AcceptedVersions.NextChange([version], Grace, Now)));

    private static IEnumerable<string> Accepted(params SecretProperties[] versions) =>
        AcceptedVersions.Of(versions, Grace, Now).Select(version => version.Version);

    private static SecretProperties Version(
        string name, double hoursOld, bool enabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null, DateTimeOffset? changed = null)
    {
        SecretProperties version = SecretModelFactory.SecretProperties(
            id: new Uri($"https://vault.example/secrets/secret/{name}"), name: "secret", version: name, createdOn: Now.AddHours(-hoursOld), updatedOn: changed);
        version.Enabled = enabled;
        version.NotBefore = notBefore;
        version.ExpiresOn = expires;
        return version;
    }
}

/// <summary>The dates that a version itself may carry, to the tick.</summary>
public sealed class VersionDatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_version_counts_from_its_start_on() => Assert.True(Counts(notBefore: Now, expires: null));

    [Fact]
    public void A_version_does_not_count_before_its_start() => Assert.False(Counts(notBefore: Now + Tick, expires: null));

    [Fact]
    public void A_version_counts_until_it_expires() => Assert.True(Counts(notBefore: null, expires: Now + Tick));

    [Fact]
    public void A_version_does_not_count_when_it_expires() => Assert.False(Counts(notBefore: null, expires: Now));

    private static bool Counts(DateTimeOffset? notBefore, DateTimeOffset? expires)
    {
        SecretProperties version = SecretModelFactory.SecretProperties(
            id: new Uri("https://vault.example/secrets/secret/a"), name: "secret", version: "a", createdOn: Now.AddDays(-9));
        version.Enabled = true;
        version.NotBefore = notBefore;
        version.ExpiresOn = expires;
        return AcceptedVersions.Of([version], TimeSpan.FromDays(1), Now).Count == 1;
    }
}

public sealed class VaultSecretTests
{
    [Fact]
    public void Only_a_version_whose_value_was_not_read_is_lacking()
    {
        var secret = new VaultSecret([], [new SecretVersion("new", "second value"), new SecretVersion("old", "first value")]);

        Assert.False(secret.IsUnread("new"));
        Assert.False(secret.IsUnread("old"));
        Assert.True(secret.IsUnread("newest"));
    }
}
