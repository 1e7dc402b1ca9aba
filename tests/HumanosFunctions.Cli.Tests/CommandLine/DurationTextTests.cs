using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Tests.CommandLine;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", "00:01:30")]
    [InlineData("15m", "00:15:00")]
    [InlineData("12h", "12:00:00")]
    [InlineData("7d", "7.00:00:00")]
    [InlineData("1.12:00:00", "1.12:00:00")]
    public void A_span_is_a_number_with_a_unit_or_a_time(string text, string expected)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan span));
        Assert.Equal(TimeSpan.Parse(expected), span);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("d")]
    [InlineData("")]
    [InlineData("-7d")]
    [InlineData("-00:10:00")]
    [InlineData("7 d")]
    [InlineData("7w")]
    [InlineData("99999d")]
    [InlineData("36:00:00")]
    public void Anything_else_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("3.04:05:06", "3d 4h")]
    [InlineData("05:12:00", "5h 12m")]
    [InlineData("00:12:59", "12m")]
    [InlineData("00:00:40", "40s")]
    [InlineData("-00:00:01", "0s")]
    public void An_age_is_told_in_its_largest_units(string span, string expected) => Assert.Equal(expected, DurationText.Format(TimeSpan.Parse(span)));
}
