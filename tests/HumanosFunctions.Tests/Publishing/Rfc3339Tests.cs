using System.Globalization;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Publishing;

/// <summary>Subscribers in all languages parse these texts (RFC 3339, in UTC).</summary>
public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-06-01T20:15:30Z", "2026-06-01T20:15:30Z")]
    [InlineData("2026-06-01T20:00:00Z", "2026-06-01T20:00:00Z")]
    [InlineData("2026-06-01T20:15:30.5Z", "2026-06-01T20:15:30.5Z")]
    [InlineData("2026-06-01T20:15:30.120Z", "2026-06-01T20:15:30.12Z")]
    [InlineData("2026-06-01T20:15:30.0000001Z", "2026-06-01T20:15:30.0000001Z")]
    [InlineData("2026-06-01T22:15:30.25+02:00", "2026-06-01T20:15:30.25Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void A_time_is_UTC_text_without_zeros_at_its_end(string time, string text) =>
        Assert.Equal(text, Rfc3339.Format(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)));
}
