using Azure.Core;
using HumanosFunctions.Configuration;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Bodies;

/// <summary>The one store of bodies that <c>Humanos:Bodies</c> chooses.</summary>
public static class BodiesRegistration
{
    public static IServiceCollection AddBodies(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<IValidateOptions<HumanosOptions>>(_ => new BodiesValidator(configuration))
        .AddSingleton(provider => Open(provider, configuration));

    private static IBodyStore Open(IServiceProvider provider, IConfiguration configuration)
    {
        HumanosOptions options = provider.GetRequiredService<IOptions<HumanosOptions>>().Value;
        return BodiesChoice.Of(options, configuration) == BodiesChoice.Blobs
            ? new BlobBodyStore(StorageConnection.OpenBlobs(configuration, provider.GetService<TokenCredential>()))
            : new FolderBodyStore(options.BodyFolder);
    }
}
