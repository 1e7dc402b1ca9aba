using Google.Protobuf;
using ServiceBusSettlement;

namespace HumanosFunctions.Local.Tests.Worker;

/// <summary>Properties that a function changes when it settles a message reach the broker as they are.</summary>
public sealed class AmqpPropertiesTests
{
    public static TheoryData<object> Values => new()
    {
        "text", true, 'c', (byte)1, (sbyte)-1, (short)-2, (ushort)2, -3, 3u, -4L, 4ul, 1.5f, 2.5, 3.5m,
        Guid.Parse("0c4a9ac4-7e1b-4d0c-9a45-6a2f3f6f6b8e"),
        new DateTime(2026, 5, 17, 12, 0, 0, DateTimeKind.Utc),
        new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero),
        TimeSpan.FromSeconds(90),
        new Uri("https://humanos.example/path"),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_keeps_its_type(object value) =>
        Assert.Equal(value, Assert.Single(AmqpProperties.Decode(AmqpProperties.Encode(new Dictionary<string, object> { ["name"] = value }))!).Value);

    [Fact]
    public void No_properties_are_no_bytes()
    {
        Assert.Equal(ByteString.Empty, AmqpProperties.Encode(null));
        Assert.Null(AmqpProperties.Decode(ByteString.Empty));
    }

    [Fact]
    public void A_value_that_AMQP_cannot_hold_is_refused_by_its_name()
    {
        var refused = Assert.Throws<NotSupportedException>(() => AmqpProperties.Encode(new Dictionary<string, object> { ["list"] = new List<int>() }));

        Assert.Contains("'list'", refused.Message, StringComparison.Ordinal);
    }
}
