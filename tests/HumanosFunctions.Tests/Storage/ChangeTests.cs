using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ChangeTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite, OnTables]
    public async Task A_change_is_listed_at_once_with_the_time_it_was_made(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);

        await store.PutAsync(Rows.Row("odd/\0#", second: -9999));

        Assert.Equal([new ChangedRequest("odd/\0#", Rows.Noon)], await store.RoundAsync(Rows.Noon));
    }

    [Theory, OnSqlite, OnTables]
    public async Task The_oldest_change_comes_first_and_earlier_ones_than_asked_for_do_not_come(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 4);

        Assert.Equal(["request-0", "request-1", "request-2", "request-3"], (await store.RoundAsync(DateTimeOffset.MinValue)).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(1.5))).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(2))).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(2).ToOffset(TimeSpan.FromHours(-7)))).Ids());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Nothing_has_changed_since_the_future(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 2);

        Assert.Empty(await store.RoundAsync(_time.GetUtcNow().AddDays(1)));
        Assert.Empty(await store.RoundAsync(DateTimeOffset.MaxValue));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_request_that_changes_again_is_listed_with_its_last_change(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 2);

        await store.PutAsync(Rows.Row("request-0", second: 1));

        Assert.Equal(["request-0"], (await store.RoundAsync(_time.GetUtcNow())).Ids());
        Assert.Equal(new ChangedRequest("request-0", _time.GetUtcNow()), (await store.RoundAsync(Rows.Noon))[^1]);
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_call_with_several_requests_lists_each_of_them_once(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);

        await store.PutAsync([.. Enumerable.Range(0, 250).Select(number => Rows.Row($"request-{number % 125}", key: $"{number}"))]);

        Assert.Equal(
            Enumerable.Range(0, 125).Select(number => $"request-{number}").Order(StringComparer.Ordinal),
            (await store.RoundAsync(Rows.Noon)).Ids().Distinct().Order(StringComparer.Ordinal));
    }
}
