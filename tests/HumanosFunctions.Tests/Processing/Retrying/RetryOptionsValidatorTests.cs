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
