using HumanosFunctions.Secrets;

namespace HumanosFunctions.Tests.Secrets;

/// <summary>Each time at which something changes, to the tick.</summary>
public sealed class CachedSecretsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly MadeReading _made = new(Now.AddDays(-30));

    public void Dispose() => _made.Dispose();

    [Fact]
    public void Before_the_first_read_nothing_is_known_nothing_lacks_and_nothing_has_failed()
    {
        Assert.Null(CachedSecrets.None.UsableAt(Now, TimeSpan.MaxValue));
        Assert.False(CachedSecrets.None.Keys.HasUnreadVersion);
        Assert.False(CachedSecrets.None.HasFailed);
        Assert.Same(CachedSecrets.None, CachedSecrets.None.At(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_reading_stays_as_it_is_until_a_date_in_it_comes()
    {
        CachedSecrets read = Read(expires: Now + OneMinute);

        Assert.Same(read, read.At(Now + OneMinute - Tick));
        Assert.NotNull(read.Keys.Secrets);
        Assert.Null(read.At(Now + OneMinute).Keys.Secrets);
    }

    [Fact]
    public void A_version_that_ends_is_no_reason_to_ask_before_the_time() =>
        Assert.Equal(Now + Refresh, Read(expires: Now + OneMinute).At(Now + OneMinute).NextRead);

    [Fact]
    public void A_version_that_begins_and_was_not_read_is_asked_for_at_once() =>
        Assert.Equal(Now + OneMinute, Read(begins: Now + OneMinute).At(Now + OneMinute).NextRead);

    [Fact]
    public void A_vault_that_has_failed_is_left_alone_even_then() =>
        Assert.Equal(Now + Refresh, Read(begins: Now + OneMinute).Failed(Now, Refresh).At(Now + OneMinute).NextRead);

    [Fact]
    public void Keys_are_used_as_long_as_is_allowed_and_not_a_tick_longer()
    {
        Assert.NotNull(Read().UsableAt(Now + OneMinute, OneMinute));
        Assert.Null(Read().UsableAt(Now + OneMinute + Tick, OneMinute));
    }

    [Fact]
    public void Deliveries_go_on_for_two_refresh_times_or_while_the_vault_fails()
    {
        Assert.True(Read().ServesMeanwhile(Now + (2 * Refresh), Refresh));
        Assert.False(Read().ServesMeanwhile(Now + (2 * Refresh) + Tick, Refresh));
        Assert.True(Read().Failed(Now, Refresh).ServesMeanwhile(Now + (2 * Refresh) + Tick, Refresh));
    }

    [Fact]
    public void A_renewal_waits_ten_seconds_and_for_the_pause_after_a_failure()
    {
        Assert.False(Read().MayRenew(Now.AddSeconds(10) - Tick));
        Assert.True(Read().MayRenew(Now.AddSeconds(10)));
        Assert.False(Read().Failed(Now, OneMinute).MayRenew(Now + OneMinute - Tick));
        Assert.True(Read().Failed(Now, OneMinute).MayRenew(Now + OneMinute));
    }

    private CachedSecrets Read(DateTimeOffset? expires = null, DateTimeOffset? begins = null) =>
        CachedSecrets.Of(_made.With(expires, begins), Now, Refresh);
}
