using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Connections;

/// <summary>
/// Connects to the app's own storage account as the Functions host does: <c>AzureWebJobsStorage</c> is either a
/// connection string or a section with <c>tableServiceUri</c> and <c>blobServiceUri</c>, or <c>accountName</c>, and what
/// <see cref="ConnectionCredential"/> reads.
/// </summary>
public static class StorageConnection
{
    public const string Name = "AzureWebJobsStorage";

    public static string Missing(StorageService service) =>
        $"{Name} is not set: give a connection string, {AddressKey(service)} or {Name}:accountName.";

    public static bool IsConfigured(IConfiguration configuration, StorageService service) =>
        configuration[Name] is { Length: > 0 } || Address(configuration, service) is not null;

    /// <summary>Without a credential, the one that the settings name is made.</summary>
    public static TableServiceClient OpenTables(IConfiguration configuration, TokenCredential? credential) =>
        configuration[Name] is { Length: > 0 } connectionString
            ? new TableServiceClient(connectionString, Patient(new TableClientOptions()))
            : new TableServiceClient(Required(configuration, StorageService.Table), credential ?? IdentityOf(configuration), Patient(new TableClientOptions()));

    /// <inheritdoc cref="OpenTables"/>
    public static BlobServiceClient OpenBlobs(IConfiguration configuration, TokenCredential? credential) =>
        configuration[Name] is { Length: > 0 } connectionString
            ? new BlobServiceClient(connectionString, Patient(new BlobClientOptions()))
            : new BlobServiceClient(Required(configuration, StorageService.Blob), credential ?? IdentityOf(configuration), Patient(new BlobClientOptions()));

    private static TokenCredential IdentityOf(IConfiguration configuration) => ConnectionCredential.Of(configuration.GetSection(Name));

    private static Uri Required(IConfiguration configuration, StorageService service) =>
        Address(configuration, service) ?? throw new InvalidOperationException(Missing(service));

    private static Uri? Address(IConfiguration configuration, StorageService service)
    {
        string? address = configuration[$"{Name}:accountName"] is { Length: > 0 } account
            ? $"https://{account}.{Word(service)}.core.windows.net"
            : null;
        return Uri.TryCreate(configuration[AddressKey(service)] ?? address, UriKind.Absolute, out Uri? uri) ? uri : null;
    }

    private static string AddressKey(StorageService service) => $"{Name}:{Word(service)}ServiceUri";

    private static string Word(StorageService service) => service == StorageService.Table ? "table" : "blob";

    // Inside a write's deadline there is room for a few attempts; one hanging attempt must not take it all.
    private static TOptions Patient<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(8);
        return options;
    }
}

/// <summary>A service of the storage account.</summary>
public enum StorageService
{
    Table,
    Blob,
}
