using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Ingest;

public sealed class IngestOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_enough() => Assert.True(new IngestOptionsValidator(new PublishingOptions()).Validate(name: null, new IngestOptions()).Succeeded);

    public static TheoryData<string, Action<IngestOptions>> Mistakes => new()
    {
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = new PublishingOptions().PublishTimeout },
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = TimeSpan.FromMinutes(4) },
        { "Humanos:MaxConcurrentDeliveries", options => options.MaxConcurrentDeliveries = 0 },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = 0 },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = int.MaxValue },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key(string key, Action<IngestOptions> mistake)
    {
        var options = new IngestOptions();
        mistake(options);

        string failure = Assert.Single(new IngestOptionsValidator(new PublishingOptions()).Validate(name: null, options).Failures!);

        Assert.StartsWith(key, failure, StringComparison.Ordinal);
    }
}
