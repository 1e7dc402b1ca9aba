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
    [InlineData("2026-06-01T00:00:00Z", "0")]
    [InlineData("2026-06-01T00:00:00Z", "-1")]
    [InlineData("2026-06-01T00:00:00Z", "1001")]
    [InlineData("2026-06-01T00:00:00Z", "many")]
    public void What_cannot_be_understood_is_no_query(string? since, string? top) => Assert.Null(Read(("since", since), ("top", top)));

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
