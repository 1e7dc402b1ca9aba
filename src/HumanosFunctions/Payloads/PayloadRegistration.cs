using Azure.Core;
using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Payloads;

/// <summary>Registers the payload store that <c>Humanos:Bodies</c> chooses.</summary>
public static class PayloadRegistration
{
    public static IServiceCollection AddPayloadStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PayloadOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<PayloadOptions>>(_ => new PayloadOptionsValidator(configuration))
            .AddSingleton(provider => Open(provider, configuration));
    }

    private static IPayloadStore Open(IServiceProvider provider, IConfiguration configuration)
    {
        PayloadOptions options = provider.GetRequiredService<IOptions<PayloadOptions>>().Value;
        return PayloadStoreKind.Of(options, configuration) == PayloadStoreKind.Blobs
            ? new BlobPayloadStore(StorageConnection.OpenBlobs(configuration, provider.GetService<TokenCredential>()))
            : new FolderPayloadStore(options.BodyFolder);
    }
}
