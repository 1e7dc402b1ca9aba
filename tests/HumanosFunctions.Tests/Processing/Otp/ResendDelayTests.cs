using HumanosFunctions.Processing.Otp;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendDelayTests
{
    [Theory]
    [InlineData(1, "00:01:00", "00:01:00")]
    [InlineData(2, "00:01:00", "00:02:00")]
    [InlineData(3, "00:01:00", "00:04:00")]
    [InlineData(5, "00:01:00", "00:16:00")]
    [InlineData(6, "00:01:00", "00:30:00")]
    [InlineData(10_000, "00:01:00", "00:30:00")]
    [InlineData(2, "00:00:00.2", "00:00:00.4")]
    public void Each_wait_is_twice_the_one_before_up_to_a_limit(int number, string first, string wait) =>
        Assert.Equal(TimeSpan.Parse(wait, null), ResendDelay.Before(number, TimeSpan.Parse(first, null)));
}
