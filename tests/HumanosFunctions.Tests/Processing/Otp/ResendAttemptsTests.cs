using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendAttemptsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset ReceivedAt = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestedSqlite _sqlite = new();
    private readonly FakeTimeProvider _time = new(ReceivedAt);
    private readonly ResendAttempts _attempts;

    public ResendAttemptsTests() => _attempts = new ResendAttempts(
        _sqlite.Open(), Options.Create(new ResendOptions { MaxResends = 2, ResendDelay = TimeSpan.FromMinutes(1) }), _time);

    public ValueTask DisposeAsync() => _sqlite.DisposeAsync();

    [Fact]
    public async Task Each_failure_is_another_attempt_with_a_longer_wait_until_none_is_left()
    {
        ResendAttempt? first = await ReserveAsync("series", "a1");
        ResendAttempt? second = await ReserveAsync("series", "b2");

        Assert.Equal((1, ReceivedAt.AddMinutes(1)), (first!.Number, first.DueAt));
        Assert.Equal((2, ReceivedAt.AddMinutes(2)), (second!.Number, second.DueAt));
        Assert.Null(await ReserveAsync("series", "c3"));
    }

    [Fact]
    public async Task A_repeated_event_finds_its_own_attempt_and_does_not_count_again()
    {
        ResendAttempt? first = await ReserveAsync("series", "a1");

        Assert.Equal(first, await ReserveAsync("series", "a1"));
        Assert.Equal(2, (await ReserveAsync("series", "b2"))!.Number);
        Assert.Equal(first, await ReserveAsync("series", "a1"));
    }

    [Fact]
    public async Task Another_person_of_the_same_request_has_attempts_of_their_own()
    {
        await ReserveAsync("series", "a1");

        Assert.Equal(1, (await ReserveAsync("another series", "b2"))!.Number);
    }

    [Fact]
    public async Task An_outcome_is_kept_also_where_the_clock_went_back()
    {
        ResendAttempt reserved = (await ReserveAsync("series", "a1"))!;

        await _attempts.RecordAsync([reserved], ResendOutcome.Accepted, CancellationToken.None);

        ResendAttempt noted = Assert.Single(await _attempts.OfAsync(Scheduled("series", attempt: 1), CancellationToken.None));
        Assert.Equal(ResendOutcome.Accepted, noted.Outcome);
        Assert.Equal(noted, await ReserveAsync("series", "a1"));
        Assert.Empty(await _attempts.OfAsync(Scheduled("series", attempt: 2), CancellationToken.None));
    }

    private Task<ResendAttempt?> ReserveAsync(string series, string eventId) => _attempts.ReserveAsync(
        series,
        new EventFacts
        {
            EventId = eventId,
            RequestId = "request-1",
            EventType = "otp.failed",
            Issuer = "issuer",
            OccurredAt = DateTimeOffset.UnixEpoch,
            ReceivedAt = ReceivedAt,
        },
        CancellationToken.None);

    private static ScheduledResend Scheduled(string series, int attempt) =>
        new("request-1", new ResendSelector("id", "user-1", "2026-05-17"), series, attempt, Try: 1);
}
