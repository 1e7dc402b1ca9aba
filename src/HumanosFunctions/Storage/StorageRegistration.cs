using Azure.Core;
using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>Registers the state store that <c>Humanos:Store</c> chooses.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStateStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<StorageOptions>(configuration);
        services.AddSingleton<IValidateOptions<StorageOptions>>(_ => new StorageOptionsValidator(configuration));
        return services.AddSingleton(provider => Open(provider, configuration));
    }

    private static IStateStore Open(IServiceProvider provider, IConfiguration configuration)
    {
        StorageOptions options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return StateStoreKind.Of(options, configuration) == StateStoreKind.Tables
            ? new TablesStateStore(StorageConnection.OpenTables(configuration, provider.GetService<TokenCredential>()), time)
            : new SqliteStateStore(options.SqlitePath, time);
    }
}
