using LocalServiceBus.State;
using Microsoft.Extensions.Time.Testing;

namespace LocalServiceBus.Tests.State;

public sealed class DueTimerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DueTimer _timer;
    private int _rings;

    public DueTimerTests() => _timer = new DueTimer(_time, () => _rings++);

    public void Dispose() => _timer.Dispose();

    [Fact]
    public void It_rings_at_the_earliest_time_it_was_asked_for()
    {
        DateTimeOffset start = _time.GetUtcNow();
        _timer.NoLaterThan(start + TimeSpan.FromMinutes(2));
        _timer.NoLaterThan(start + TimeSpan.FromMinutes(1));
        _timer.NoLaterThan(start + TimeSpan.FromMinutes(3));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, _rings);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _rings);
    }

    [Fact]
    public void It_can_be_asked_again_after_it_rang()
    {
        for (int i = 1; i <= 3; i++)
        {
            _timer.NoLaterThan(_time.GetUtcNow() + TimeSpan.FromMinutes(1));
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(i, _rings);
        }
    }

    [Fact]
    public void A_time_that_has_passed_rings_at_once()
    {
        _timer.NoLaterThan(_time.GetUtcNow());

        Assert.True(_rings > 0);
    }

    [Fact]
    public void It_is_never_rung_for_nothing()
    {
        _timer.NoLaterThan(null);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, _rings);
    }
}
