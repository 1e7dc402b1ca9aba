namespace Humanos.Webhooks.Tests;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("""{"decision":{"date":"2026-01-01T00:00:00Z"},"decisionDate":"2026-01-02T00:00:00Z","timestamp":1}""", "2026-01-01T00:00:00Z")]
    [InlineData("""{"timestamp":1754923963854,"rejectedAt":"2026-01-04T00:00:00Z","completedAt":"2026-01-03T00:00:00Z","decisionDate":"2026-01-02T00:00:00Z"}""", "2026-01-02T00:00:00Z")]
    [InlineData("""{"rejectedAt":"2026-01-04T00:00:00Z","completedAt":"2026-01-03T00:00:00Z"}""", "2026-01-03T00:00:00Z")]
    [InlineData("""{"timestamp":1754923963854,"rejectedAt":"2026-01-04T00:00:00Z"}""", "2026-01-04T00:00:00Z")]
    [InlineData("""{"timestamp":1754923963854}""", "2025-08-11T14:52:43.854Z")]
    [InlineData("""{"timestamp":1754923963}""", "2025-08-11T14:52:43Z")]
    [InlineData("""{"timestamp":"1754923963854"}""", "2025-08-11T14:52:43.854Z")]
    [InlineData("""{"decision":{"date":"01-02-2026"},"decisionDate":"2026-01-02T00:00:00Z"}""", "2026-01-02T00:00:00Z")]
    [InlineData("""{"decision":{"date":"2026-01-01T00:00:00Z"},"decision":{"date":"2026-01-05T00:00:00Z"}}""", "2026-01-05T00:00:00Z")]
    public void The_newest_name_that_holds_a_time_wins(string json, string expected) => AssertTime(expected, json);

    [Theory]
    [InlineData("2026-06-01T12:00:00.000Z", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T14:00:00+02:00", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00.123456789Z", "2026-06-01T12:00:00.1234568Z")]
    [InlineData("2026-06-01 12:00:00", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01", "2026-06-01T00:00:00Z")]
    public void A_time_is_read_as_UTC_unless_it_says_otherwise(string text, string expected) =>
        AssertTime(expected, $$"""{"decisionDate":"{{text}}"}""");

    [Theory]
    [InlineData("\"01-06-2026\"")]
    [InlineData("\"13-06-2026\"")]
    [InlineData("\"06/01/2026\"")]
    [InlineData("\"Mon, 01 Jun 2026 12:00:00 GMT\"")]
    [InlineData("\"2026-13-01\"")]
    [InlineData("\"2026-02-30T00:00:00Z\"")]
    [InlineData("\"2026-06-01T25:00:00Z\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("0")]
    [InlineData("-1754923963854")]
    [InlineData("1.754923963854e12")]
    [InlineData("1e999999999")]
    [InlineData("99999999999999999999999999999999999999")]
    public void An_unreadable_time_is_none_of_the_events_own(string value)
    {
        RoutingFacts facts = Given.Facts($$"""{"decisionDate":{{value}}}""")!;
        Assert.Equal((null, false), (facts.OccurredAt, facts.HasOwnTime));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"decisionDate":null,"timestamp":"","completedAt":true,"rejectedAt":{}}""")]
    [InlineData("""{"decision":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"decision":["2026-01-01T00:00:00Z"]}""")]
    [InlineData("""{"decision":{"deeper":{"date":"2026-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"decision":{"date":"2026-01-01T00:00:00Z"},"decision":null}""")]
    [InlineData("""{"metadata":{"decisionDate":"2026-01-01T00:00:00Z"},"date":"2026-01-01T00:00:00Z"}""")]
    public void Without_a_time_at_its_place_the_event_has_none(string json)
    {
        RoutingFacts facts = Given.Facts(json)!;
        Assert.Equal((null, false), (facts.OccurredAt, facts.HasOwnTime));
    }

    private static void AssertTime(string expected, string json)
    {
        RoutingFacts facts = Given.Facts(json)!;
        Assert.Equal(DateTimeOffset.Parse(expected), facts.OccurredAt);
        Assert.Equal(TimeSpan.Zero, facts.OccurredAt!.Value.Offset);
        Assert.True(facts.HasOwnTime);
    }
}
