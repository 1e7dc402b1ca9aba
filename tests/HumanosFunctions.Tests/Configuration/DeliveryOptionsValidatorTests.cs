using HumanosFunctions.Configuration;

namespace HumanosFunctions.Tests.Configuration;

public sealed class DeliveryOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_enough() => Assert.True(new DeliveryOptionsValidator().Validate(name: null, new HumanosOptions()).Succeeded);

    public static TheoryData<string, Action<HumanosOptions>> Mistakes => new()
    {
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = options.PublishTimeout },
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = TimeSpan.FromMinutes(4) },
        { "Humanos:MaxConcurrentDeliveries", options => options.MaxConcurrentDeliveries = 0 },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key(string key, Action<HumanosOptions> mistake)
    {
        var options = new HumanosOptions();
        mistake(options);

        string failure = Assert.Single(new DeliveryOptionsValidator().Validate(name: null, options).Failures!);

        Assert.StartsWith(key, failure, StringComparison.Ordinal);
    }
}
