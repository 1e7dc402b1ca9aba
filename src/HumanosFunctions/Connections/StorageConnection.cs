using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Connections;

/// <summary>
/// Connects to the app's storage account as the Functions host does: <c>AzureWebJobsStorage</c> is either a connection string or a section
/// with <c>tableServiceUri</c> and <c>blobServiceUri</c>, or <c>accountName</c>, and the settings that <see cref="ConnectionCredential"/> reads.
/// </summary>
public static class StorageConnection
{
    public const string Name = "AzureWebJobsStorage";

    private static string Missing(StorageService service) =>
        $"{Name} is not set: give a connection string, {AddressKey(service)} or {Name}:accountName.";

    /// <summary>Returns why the service cannot be opened, or null. Values are not repeated: they contain keys.</summary>
    public static string? Problem(IConfiguration configuration, StorageService service)
    {
        if (configuration[Name] is not { Length: > 0 } connectionString)
        {
            return IdentityProblem(configuration, service);
        }

        try
        {
            _ = service == StorageService.Table ? (object)new TableServiceClient(connectionString) : new BlobServiceClient(connectionString);
            return null;
        }
        catch (Exception unusable) when (unusable is FormatException or ArgumentException or InvalidOperationException)
        {
            return $"{Name} takes the connection string of a storage account: DefaultEndpointsProtocol=https;AccountName=…;AccountKey=….";
        }
    }

    /// <summary>If no credential is given, the settings decide which one is created.</summary>
    public static TableServiceClient OpenTables(IConfiguration configuration, TokenCredential? credential) =>
        configuration[Name] is { Length: > 0 } connectionString
            ? new TableServiceClient(connectionString, WithRetries(new TableClientOptions()))
            : new TableServiceClient(Required(configuration, StorageService.Table), credential ?? IdentityOf(configuration), WithRetries(new TableClientOptions()));

    /// <inheritdoc cref="OpenTables"/>
    public static BlobServiceClient OpenBlobs(IConfiguration configuration, TokenCredential? credential) =>
        configuration[Name] is { Length: > 0 } connectionString
            ? new BlobServiceClient(connectionString, WithRetries(new BlobClientOptions()))
            : new BlobServiceClient(Required(configuration, StorageService.Blob), credential ?? IdentityOf(configuration), WithRetries(new BlobClientOptions()));

    private static string? IdentityProblem(IConfiguration configuration, StorageService service) =>
        configuration[AddressKey(service)] is { Length: > 0 } address && !IsAddress(address) ? $"{AddressKey(service)} takes an absolute address, such as https://ACCOUNT.{Word(service)}.core.windows.net."
        : configuration[$"{Name}:accountName"] is { Length: > 0 } account && !IsAccountName(account) ? $"{Name}:accountName takes the name of a storage account: 3 to 24 lowercase letters and digits."
        : Address(configuration, service) is null ? Missing(service)
        : null;

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && text == text.Trim();

    private static bool IsAccountName(string text) =>
        text.Length is >= 3 and <= 24 && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));

    private static TokenCredential IdentityOf(IConfiguration configuration) => ConnectionCredential.Of(configuration.GetSection(Name));

    private static Uri Required(IConfiguration configuration, StorageService service) =>
        Address(configuration, service) ?? throw new InvalidOperationException(Missing(service));

    private static Uri? Address(IConfiguration configuration, StorageService service)
    {
        string? address = configuration[$"{Name}:accountName"] is { Length: > 0 } account
            ? $"https://{account}.{Word(service)}.core.windows.net"
            : null;
        string? given = configuration[AddressKey(service)];
        return Uri.TryCreate(string.IsNullOrEmpty(given) ? address : given, UriKind.Absolute, out Uri? uri) ? uri : null;
    }

    private static string AddressKey(StorageService service) => $"{Name}:{Word(service)}ServiceUri";

    private static string Word(StorageService service) => service == StorageService.Table ? "table" : "blob";

    // A few attempts fit into the deadline of a write. A single attempt that hangs must not use all of it.
    private static TOptions WithRetries<TOptions>(TOptions options)
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
