using Azure.Core;
using HumanosFunctions.Connections;
using HumanosFunctions.Payloads;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Archive;

/// <summary>Registers the archive, which is where <c>Humanos:Bodies</c> says: in the app's storage account or in a folder.</summary>
internal static class ArchiveRegistration
{
    public static IServiceCollection AddArchive(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ArchiveOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<ArchiveOptions>, ArchiveOptionsValidator>()
            .AddSingleton(provider => Open(provider, configuration))
            .AddSingleton<EventArchive>();
    }

    /// <summary>The folder of an archive that is not in a storage account.</summary>
    public static string FolderOf(string bodyFolder) => Path.Combine(bodyFolder, "archive");

    private static IArchiveObjects Open(IServiceProvider provider, IConfiguration configuration)
    {
        PayloadOptions options = provider.GetRequiredService<IOptions<PayloadOptions>>().Value;
        return PayloadStoreKind.Of(options, configuration) == PayloadStoreKind.Blobs
            ? new BlobArchive(StorageConnection.OpenBlobs(configuration, provider.GetService<TokenCredential>()))
            : new FolderArchive(FolderOf(options.BodyFolder));
    }
}
