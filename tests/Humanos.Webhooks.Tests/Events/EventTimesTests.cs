namespace Humanos.Webhooks.Tests;

public sealed class EventTimesTests
{
    [Theory]
    [InlineData("""{"decision":{"date":"2026-01-01"},"decisionDate":"2026-01-02"}""", TimeSource.Decision)]
    [InlineData("""{"decisionDate":"2026-01-02","completedAt":"2026-01-03"}""", TimeSource.DecisionDate)]
    [InlineData("""{"completedAt":"2026-01-03","rejectedAt":"2026-01-04"}""", TimeSource.CompletedAt)]
    [InlineData("""{"rejectedAt":"2026-01-04","timestamp":1754923963854}""", TimeSource.RejectedAt)]
    [InlineData("""{"timestamp":1754923963854}""", TimeSource.Timestamp)]
    [InlineData("""{"decision":{"date":"soon"},"decisionDate":"31-01-2026","completedAt":"2026-01-03"}""", TimeSource.CompletedAt)]
    [InlineData("""{"decision":"2026-01-01","decisionDate":"2026-01-02"}""", TimeSource.DecisionDate)]
    [InlineData("""{"decision":{"date":"soon"},"decisionDate":"later"}""", TimeSource.Decision)]
    public void The_first_member_that_holds_a_time_tells_it(string json, TimeSource expected) =>
        Assert.Equal(expected, AnEvent.Of(json).Time?.Source);

    [Theory]
    [MemberData(nameof(NormalisedEventTests.SampleNames), MemberType = typeof(NormalisedEventTests))]
    public void The_time_is_the_one_that_routes_the_event(string sample)
    {
        byte[] json = Samples.Read(sample);

        Assert.Equal(Given.Facts(json)!.OccurredAt, AnEvent.Of(json).Time?.Value);
    }

    [Theory]
    [InlineData("\"2026-06-01T14:00:00+02:00\"", "2026-06-01T12:00:00.0000000Z")]
    [InlineData("\"2026-06-01T12:00:00\"", "2026-06-01T12:00:00.0000000Z")]
    [InlineData("\"2026-06-01\"", "2026-06-01T00:00:00.0000000Z")]
    [InlineData("1754923963854", "2025-08-11T14:52:43.8540000Z")]
    [InlineData("\"1754923963\"", "2025-08-11T14:52:43.0000000Z")]
    public void A_time_is_told_in_UTC(string json, string expected) =>
        ContradictionTests.AssertTold("the time", $$"""{"decisionDate":{{json}}}""", "time/value", $"\"{expected}\"");

    [Theory]
    [InlineData("\"31-01-2026\"", "31-01-2026")]
    [InlineData("\"soon\"", "soon")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"", "0001-01-01T00:00:00+14:00")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"", "9999-12-31T23:59:59-14:00")]
    [InlineData("1e400", "1e400")]
    [InlineData("-1", "-1")]
    public void What_is_no_time_keeps_its_text_and_is_a_problem(string json, string text)
    {
        HumanosEvent read = AnEvent.Of($$"""{"decisionDate":{{json}}}""");

        Assert.Equal(new EventTime(Value: null, text, TimeSource.DecisionDate), read.Time);
        Assert.Equal("$.decisionDate", Assert.Single(read.Problems).Path);
    }

    [Theory]
    [InlineData("31-01-1990", "1990-01-31")]
    [InlineData("1990-01-31", "1990-01-31")]
    [InlineData("1990-01-31T23:30:00-05:00", "1990-01-31")]
    [InlineData("31/01/1990", null)]
    [InlineData("01-31-1990", null)]
    [InlineData("1990-02-30", null)]
    [InlineData("1990-02-30T00:00:00Z", null)]
    [InlineData("", null)]
    [InlineData("1790", null)]
    [InlineData("1754923963854", null)]
    public void A_date_is_read_as_written_or_kept_as_text(string text, string? expected)
    {
        var read = AnEvent.Of<IdentityEvent>($$$"""{"eventType":"identity","identity":{"birth":"{{{text}}}"}}""");

        Assert.Equal(text, read.Identity!.Birth!.Text);
        Assert.Equal(expected, read.Identity.Birth.Value?.ToString("O"));
        Assert.Equal(expected is null ? ["$.identity.birth"] : [], read.Problems.Select(problem => problem.Path));
    }
}
