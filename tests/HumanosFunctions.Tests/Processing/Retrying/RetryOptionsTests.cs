using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Tests.Processing.Retrying;

public sealed class RetryOptionsValidatorTests
{
    public static TheoryData<Action<RetryOptions>> Possible =>
    [
        _ => { },
        options => options.MaxRetries = 0,
        options => options.MaxRetries = 20,
        options => options.RetryDelay = TimeSpan.FromTicks(1),
        options => options.RetryDelay = TimeSpan.FromHours(4),
    ];

    [Theory]
    [MemberData(nameof(Possible), DisableDiscoveryEnumeration = true)]
    public void Defaults_and_the_ends_of_each_range_are_taken(Action<RetryOptions> change) => Assert.Empty(Failures(change));

    public static TheoryData<string, Action<RetryOptions>> Mistakes => new()
    {
        { "Humanos:MaxRetries", options => options.MaxRetries = -1 },
        { "Humanos:MaxRetries", options => options.MaxRetries = 21 },
        { "Humanos:RetryDelay", options => options.RetryDelay = TimeSpan.Zero },
        { "Humanos:RetryDelay", options => options.RetryDelay = TimeSpan.FromHours(4) + TimeSpan.FromTicks(1) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key(string key, Action<RetryOptions> mistake) =>
        Assert.StartsWith(key, Assert.Single(Failures(mistake)), StringComparison.Ordinal);

    private static IEnumerable<string> Failures(Action<RetryOptions> change)
    {
        var options = new RetryOptions();
        change(options);
        return new RetryOptionsValidator().Validate(name: null, options).Failures ?? [];
    }
}

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, "00:01:00")]
    [InlineData(2, "00:02:00")]
    [InlineData(8, "02:08:00")]
    [InlineData(9, "04:00:00")]
    [InlineData(20, "04:00:00")]
    public void Each_attempt_waits_twice_as_long_as_the_one_before_and_four_hours_at_most(int attempt, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected), RetryDelay.Before(attempt, TimeSpan.FromMinutes(1), random: 0.5));

    [Theory]
    [InlineData(0, 80)]
    [InlineData(0.25, 90)]
    [InlineData(0.75, 110)]
    [InlineData(1, 120)]
    public void Chance_moves_it_by_a_fifth_either_way(double chance, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.Before(attempt: 1, TimeSpan.FromSeconds(100), chance));

    [Fact]
    public void Also_the_longest_waits_are_spread() =>
        Assert.NotEqual(RetryDelay.Before(12, RetryDelay.Max, random: 0.1), RetryDelay.Before(12, RetryDelay.Max, random: 0.2));
}
