using Azure.Security.KeyVault.Secrets;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Secrets;

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
