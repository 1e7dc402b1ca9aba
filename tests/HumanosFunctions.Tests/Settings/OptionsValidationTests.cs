using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Settings;

/// <summary>What the app does with the settings as a whole when it starts.</summary>
public sealed class OptionsValidationTests
{
    private const string Secret = "c2VjcmV0";

    private static readonly string[] Good =
    [
        "Humanos:SignatureSecret", "signature",
        "Humanos:EncryptionSecret", Secret,
        "Humanos:EncryptionSalt", "salt",
        "Humanos:TopicName", "humanos-events",
        "ServiceBusConnection:fullyQualifiedNamespace", "humanos.servicebus.windows.net",
    ];

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "Humanos:KeyVaultUri", ["Humanos:KeyVaultUri", "https://vault.example"] },
        { "Humanos:SignatureSecret", ["Humanos:SignatureSecret", " "] },
        { "Humanos:PublishTimeout", ["Humanos:PublishTimeout", "00:00:00"] },
        { "Humanos:DeliveryTimeout", ["Humanos:PublishTimeout", "00:01:00"] },
        { "Humanos:ApiKey", ["Humanos:ResendOtp", "true"] },
        { "Humanos:MaxRetries", ["Humanos:MaxRetries", "-1"] },
        { "Humanos:Store", ["Humanos:Store", "memory"] },
        { "Humanos:Bodies", ["Humanos:Bodies", "memory"] },
        { "Humanos:TopicName", ["Humanos:TopicName", ""] },
        { "ServiceBusConnection", ["ServiceBusConnection", "nonsense"] },
        { "AzureWebJobsStorage", ["Humanos:Store", "tables"] },
        { "AzureWebJobsStorage takes", ["Humanos:Store", "tables", "AzureWebJobsStorage", "nonsense"] },
        { "AzureWebJobsStorage takes the connection", ["Humanos:Bodies", "blobs", "AzureWebJobsStorage", "AccountName=a"] },
        { "AzureWebJobsStorage:tableServiceUri takes", ["Humanos:Store", "tables", "AzureWebJobsStorage:tableServiceUri", "nonsense"] },
        { "AzureWebJobsStorage:tableServiceUri takes", ["Humanos:Store", "tables", "AzureWebJobsStorage:tableServiceUri", "humanos.table.core.windows.net"] },
        { "AzureWebJobsStorage:tableServiceUri takes", ["Humanos:Store", "tables", "AzureWebJobsStorage:accountName", "humanos", "AzureWebJobsStorage:tableServiceUri", "/tables"] },
        { "AzureWebJobsStorage:blobServiceUri takes", ["Humanos:Bodies", "blobs", "AzureWebJobsStorage:blobServiceUri", "ftp://humanos.example"] },
        { "AzureWebJobsStorage:blobServiceUri takes", ["Humanos:Bodies", "blobs", "AzureWebJobsStorage:blobServiceUri", " https://humanos.example "] },
        { "AzureWebJobsStorage:accountName takes", ["Humanos:Store", "tables", "AzureWebJobsStorage:accountName", "not a name"] },
        { "AzureWebJobsStorage:accountName takes", ["Humanos:Bodies", "blobs", "AzureWebJobsStorage:accountName", "https://humanos.blob.core.windows.net"] },
        { "AzureWebJobsStorage:accountName takes", ["WEBSITE_SITE_NAME", "app", "AzureWebJobsStorage:accountName", "Humanos"] },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", ["OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense"] },
        { "OTEL_EXPORTER_OTLP_ENDPOINT takes", ["OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4317"] },
        { "APPLICATIONINSIGHTS_CONNECTION_STRING", ["APPLICATIONINSIGHTS_CONNECTION_STRING", "nonsense"] },
        { "APPLICATIONINSIGHTS_CONNECTION_STRING takes", ["APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=somewhere"] },
    };

    [Fact]
    public async Task The_few_settings_without_a_default_are_enough()
    {
        await using ServiceProvider services = ConfiguredServices.Of(Good, ServiceRegistration.AddHumanosFunctions);

        services.Start();
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "nonsense")]
    [InlineData("AzureWebJobsStorage:accountName", "not a name")]
    public async Task A_setting_of_a_storage_account_that_is_not_used_stops_nothing(string key, string value)
    {
        await using ServiceProvider services = ConfiguredServices.Of([.. Good, key, value], ServiceRegistration.AddHumanosFunctions);

        services.Start();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_any_feature_stops_the_start_and_shows_no_secret(string key, string[] mistake)
    {
        await using ServiceProvider services = ConfiguredServices.Of([.. Good, .. mistake], ServiceRegistration.AddHumanosFunctions);

        string refusal = services.Refusal();

        Assert.Contains(key, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mistakes_of_all_features_are_told_together_each_once()
    {
        await using ServiceProvider services = ConfiguredServices.Of(
            ["Humanos:PublishTimeout", "00:00:40", "Humanos:MaxBodyBytes", "ten", "Humanos:ResendOtp", "true", "Humanos:MaxRetries", "-1", "Humanos:Bodies", "memory"],
            ServiceRegistration.AddHumanosFunctions);

        string[] sentences = services.Refusal().Split('\n');

        string[] keys = ["SignatureSecret", "EncryptionSecret", "EncryptionSalt", "TopicName", "MaxBodyBytes", "ApiKey", "ApiSignatureSecret", "MaxRetries", "Bodies"];
        Assert.All(keys, key => Assert.Single(sentences, sentence => sentence.StartsWith($"Humanos:{key} ", StringComparison.Ordinal)));
        Assert.Single(sentences, sentence => sentence.StartsWith("ServiceBusConnection ", StringComparison.Ordinal));
    }
}
