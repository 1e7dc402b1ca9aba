using Azure.Core;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

/// <summary>What several writers with clocks of their own, some of which die, can do to the change index.</summary>
[Collection(StoreCollection.Name)]
public sealed class ChangeIndexTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [NodeFact]
    public async Task A_change_by_a_writer_whose_clock_is_behind_is_seen_by_who_has_seen_newer_ones()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open(_time);
        await store.PutAsync(Rows.Row("in-time"));
        DateTimeOffset seen = (await store.RoundAsync(Rows.Noon)).Max(changed => changed.ChangedAt);

        await tested.Open(new FakeTimeProvider(Rows.Noon.AddSeconds(-45))).PutAsync(Rows.Row("behind"));

        Assert.Contains("behind", (await store.RoundAsync(seen)).Ids());
    }

    [NodeFact]
    public async Task However_long_somebody_pages_such_a_change_is_not_overtaken()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open(_time);
        await store.PutAsync(Rows.Row("first"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await store.PutAsync(Rows.Row("second"));
        bool late = false;

        List<ChangedRequest> round = await store.RoundAsync(Rows.Noon, pageSize: 1, async () =>
        {
            if (!late)
            {
                late = true;
                await tested.Open(new FakeTimeProvider(Rows.Noon.AddSeconds(-45))).PutAsync(Rows.Row("behind"));
                _time.Advance(TimeSpan.FromMinutes(10));
                await store.PutAsync(Rows.Row("much-later"));
            }
        });
        List<ChangedRequest> next = await store.RoundAsync(round.Max(changed => changed.ChangedAt));

        Assert.Equal(["first", "second"], round.Ids());
        Assert.Equal(["behind", "first", "second", "much-later"], next.Ids());
    }

    [NodeFact]
    public async Task A_writer_whose_clock_is_ahead_does_not_lead_a_poller_past_the_others()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open(_time);
        await tested.Open(new FakeTimeProvider(Rows.Noon.AddDays(1))).PutAsync(Rows.Row("ahead"));

        Assert.Empty(await store.RoundAsync(Rows.Noon));

        await store.PutAsync(Rows.Row("in-time"));
        Assert.Equal(["in-time"], (await store.RoundAsync(Rows.Noon)).Ids());
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["in-time", "ahead"], (await store.RoundAsync(Rows.Noon)).Ids());
    }

    [NodeFact]
    public async Task A_writer_that_dies_before_its_rows_are_there_has_told_of_them()
    {
        TestedTables tested = await CreateAsync();
        IStateStore dying = tested.Open(new RowRequests { Before = _ => throw new InvalidOperationException("died") }, _time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.PutAsync(Rows.Row()));

        Assert.Equal(["request-1"], (await tested.Open(_time).RoundAsync(Rows.Noon)).Ids());
        Assert.Empty(await tested.Open(_time).DescribeAsync());
    }

    [NodeFact]
    public async Task A_write_that_hangs_is_given_up_while_the_index_still_tells_of_it()
    {
        TestedTables tested = await CreateAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IStateStore hanging = tested.Open(new RowRequests { Before = message => HangAsync(message, reached) }, _time);

        Task put = hanging.PutAsync(Rows.Row());
        await reached.Task;
        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TimeoutException>(() => put);
    }

    private static async ValueTask HangAsync(HttpMessage message, TaskCompletionSource reached)
    {
        reached.TrySetResult();
        await new TaskCompletionSource().Task.WaitAsync(message.CancellationToken);
    }

    private async Task<TestedTables> CreateAsync() => (TestedTables)await TestedStore.CreateAsync(TestedStore.Tables, azurite);
}
