namespace HumanosFunctions.Tests.Infrastructure.Settings;

/// <summary>Where a setting is absent on purpose, and why.</summary>
internal static class MeantDifferences
{
    private const string Vault = "in Azure it is in the vault";
    private const string Default = "its default serves";
    private const string Feature = "belongs to resending one-time passwords, which is off unless additionalSettings turn it on";

    public static readonly Dictionary<string, string> NotInTemplate = new()
    {
        ["SignatureSecret"] = Vault,
        ["EncryptionSecret"] = Vault,
        ["EncryptionSalt"] = Vault,
        ["DocumentHashKey"] = Vault,
        ["PersonIndexKey"] = Vault,
        ["ApiKey"] = Vault,
        ["ApiSignatureSecret"] = Vault,
        ["PreviousSecretGrace"] = Default,
        ["SecretRefresh"] = Default,
        ["TimestampTolerance"] = Default,
        ["PublishTimeout"] = Default,
        ["DeliveryTimeout"] = Default,
        ["MaxConcurrentDeliveries"] = Default,
        ["ClaimCheckAbove"] = Default,
        ["BodyFolder"] = "the bodies in Azure are blobs",
        ["MaxRetries"] = Default,
        ["RetryDelay"] = Default,
        ["StoreIdentityDocuments"] = Default,
        ["SqlitePath"] = "the store in Azure is tables",
        ["ResendOtp"] = Feature,
        ["ApiBaseUri"] = Feature,
        ["MaxResends"] = Feature,
        ["ResendDelay"] = Feature,
    };

    public static readonly Dictionary<string, string> NotInSample = new()
    {
        ["ArchiveDays"] = "only dotnet run.cs deletes what is older than the days",
        ["KeyVaultUri"] = "a vault and plain secrets together stop the start",
        ["MaxBodyBytes"] = Default,
        ["PreviousSecretGrace"] = Default,
        ["SecretRefresh"] = Default,
        ["TimestampTolerance"] = Default,
        ["PublishTimeout"] = Default,
        ["DeliveryTimeout"] = Default,
        ["MaxConcurrentDeliveries"] = Default,
        ["ClaimCheckAbove"] = Default,
        ["BodyFolder"] = Default,
        ["MaxRetries"] = Default,
        ["RetryDelay"] = Default,
        ["StoreIdentityDocuments"] = Default,
        ["SqlitePath"] = Default,
        ["ResendOtp"] = Feature,
        ["ApiKey"] = Feature,
        ["ApiSignatureSecret"] = Feature,
        ["ApiBaseUri"] = Feature,
        ["MaxResends"] = Feature,
        ["ResendDelay"] = Feature,
    };

    /// <summary>Settings of the template that the host, the SDKs or the platform read.</summary>
    public static readonly Dictionary<string, string> OfThePlatform = new()
    {
        ["AZURE_CLIENT_ID"] = "DefaultAzureCredential picks the app's identity by it",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "telemetry with an Entra token",
        ["AzureWebJobs.Archive.Disabled"] = "the archive's function does not listen where there is no archive",
        ["AzureWebJobsStorage__credential"] = "host and store without keys",
        ["AzureWebJobsStorage__clientId"] = "host and store without keys",
        ["AzureWebJobsDisableHomepage"] = "the host shows no page at /",
        ["AzureWebJobsStorage__accountName"] = "the host finds its storage at start",
        ["AzureWebJobsStorage__blobServiceUri"] = "the host's locks and keys, and the bodies",
        ["AzureWebJobsStorage__tableServiceUri"] = "the store",
        ["ServiceBusConnection__credential"] = "triggers and publisher without keys",
        ["ServiceBusConnection__clientId"] = "triggers and publisher without keys",
        ["ServiceBusConnection__fullyQualifiedNamespace"] = "triggers and publisher",
        ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "the host reads no more than this of a body",
    };
}
