using System.Collections.Specialized;
using HumanosFunctions.Requests;

namespace HumanosFunctions.Tests.Requests;

public sealed class ChangesQueryTests
{
    [Fact]
    public void A_time_alone_is_enough() =>
        Assert.Equal(new ChangesQuery(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), Continuation: null, PageSize: 100), Read(("since", "2026-06-01T00:00:00Z")));

    [Fact]
    public void Every_part_is_read() =>
        Assert.Equal(
            new ChangesQuery(new DateTimeOffset(2026, 5, 31, 22, 0, 0, TimeSpan.Zero), "next", PageSize: 7),
            Read(("since", "2026-06-01T00:00:00+02:00"), ("continuation", "next"), ("top", "7")));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("2026-06-01", null)]
    [InlineData("2026-06-01T00:00:00", null)]
    [InlineData("2026-06-01T00:00:00.Z", null)]
    [InlineData("2026-06-01 00:00:00Z", null)]
    [InlineData(" 2026-06-01T00:00:00Z", null)]
    [InlineData("2026-06-01T00:00:00Z\n", null)]
    [InlineData("06/01/2026", null)]
    [InlineData("1780272000", null)]
    [InlineData("2026-06-01T25:00:00Z", null)]
    [InlineData("2026-06-01T00:00:00+2", null)]
    [InlineData("0001-01-01T00:00:00+02:00", null)]
    [InlineData("2026-06-01T00:00:00Z,2026-06-01T00:00:00Z", null)]
    [InlineData("2026-06-01T00:00:00Z", "0")]
    [InlineData("2026-06-01T00:00:00Z", "-1")]
    [InlineData("2026-06-01T00:00:00Z", "1001")]
    [InlineData("2026-06-01T00:00:00Z", "many")]
    public void What_cannot_be_understood_is_no_query(string? since, string? top) => Assert.Null(Read(("since", since), ("top", top)));

    [Theory]
    [InlineData("2026-06-01T00:00:00 02:00", "2026-05-31T22:00:00.0000000Z")]
    [InlineData("2026-06-01T00:00:00-02:00", "2026-06-01T02:00:00.0000000Z")]
    [InlineData("2026-06-01t00:00:00z", "2026-06-01T00:00:00.0000000Z")]
    [InlineData("2026-06-01T00:00:00.123456789Z", "2026-06-01T00:00:00.1234567Z")]
    public void A_time_has_an_offset_and_a_plus_may_have_come_as_a_space(string since, string expected) =>
        Assert.Equal(expected, Read(("since", since))!.Since.UtcDateTime.ToString("O"));

    private static ChangesQuery? Read(params (string Name, string? Value)[] parts)
    {
        var query = new NameValueCollection();
        foreach ((string name, string? value) in parts.Where(part => part.Value is not null))
        {
            query.Add(name, value);
        }

        return ChangesQuery.Read(query);
    }
}
