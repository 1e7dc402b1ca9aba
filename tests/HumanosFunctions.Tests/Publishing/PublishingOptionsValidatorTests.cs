using HumanosFunctions.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Tests.Publishing;

public sealed class PublishingOptionsValidatorTests
{
    private const string Namespace = "humanos.servicebus.windows.net";

    [Fact]
    public void A_topic_and_a_namespace_are_enough() => Assert.True(Validate(_ => { }).Succeeded);

    [Fact]
    public void Without_a_connection_the_app_does_not_start() =>
        Assert.Contains(Validate(_ => { }, connection: null).Failures!, failure => failure.StartsWith("ServiceBusConnection", StringComparison.Ordinal));

    public static TheoryData<string, Action<PublishingOptions>> Mistakes => new()
    {
        { "Humanos:PublishTimeout", options => options.PublishTimeout = TimeSpan.Zero },
        { "Humanos:ClaimCheckAbove", options => options.ClaimCheckAbove = -1 },
        { "Humanos:TopicName", options => options.TopicName = " " },
        { "Humanos:TopicName", options => options.TopicName = new PublishingOptions().TopicName },
        { "Humanos:TopicName", options => options.TopicName = "humanos events" },
        { "Humanos:TopicName", options => options.TopicName = new string('a', 261) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key(string key, Action<PublishingOptions> mistake) =>
        Assert.StartsWith(key, Assert.Single(Validate(mistake).Failures!), StringComparison.Ordinal);

    private static ValidateOptionsResult Validate(Action<PublishingOptions> change, string? connection = Namespace)
    {
        var options = new PublishingOptions { TopicName = "humanos-events" };
        change(options);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ServiceBusConnection:fullyQualifiedNamespace", connection)])
            .Build();
        return new PublishingOptionsValidator(configuration).Validate(name: null, options);
    }
}
