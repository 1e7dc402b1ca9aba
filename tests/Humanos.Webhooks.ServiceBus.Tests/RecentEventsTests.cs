namespace Humanos.Webhooks.ServiceBus.Tests;

public sealed class RecentEventsTests
{
    [Fact]
    public async Task Beyond_the_capacity_the_oldest_is_forgotten()
    {
        var events = new RecentEvents(capacity: 2);
        foreach (string id in new[] { "a", "b", "b", "c" })
        {
            await events.AddAsync(id, CancellationToken.None);
        }

        Assert.False(await events.ContainsAsync("a", CancellationToken.None));
        Assert.True(await events.ContainsAsync("b", CancellationToken.None));
        Assert.True(await events.ContainsAsync("c", CancellationToken.None));
    }

    [Fact]
    public async Task Many_may_use_it_at_once()
    {
        var events = new RecentEvents(capacity: 100);

        await Parallel.ForAsync(0, 10_000, async (number, cancellation) => await events.AddAsync($"{number % 150}", cancellation));

        int known = 0;
        for (int number = 0; number < 150; number++)
        {
            known += await events.ContainsAsync($"{number}", CancellationToken.None) ? 1 : 0;
        }

        Assert.Equal(100, known);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void It_must_have_room(int capacity) => Assert.Throws<ArgumentOutOfRangeException>(() => new RecentEvents(capacity));
}
