using Azure.Core;
using HumanosFunctions.Configuration;
using HumanosFunctions.Storage.Sqlite;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>The one store that <c>Humanos:Store</c> chooses.</summary>
public static class StoreRegistration
{
    public static IServiceCollection AddStateStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<HumanosOptions>>(_ => new StorageConnectionValidator(configuration));
        return services.AddSingleton(provider => Open(provider, configuration));
    }

    private static IStateStore Open(IServiceProvider provider, IConfiguration configuration)
    {
        HumanosOptions options = provider.GetRequiredService<IOptions<HumanosOptions>>().Value;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return StoreChoice.Of(options, configuration) == StoreChoice.Tables
            ? new TablesStateStore(StorageConnection.OpenTables(configuration, provider.GetService<TokenCredential>()), time)
            : new SqliteStateStore(options.SqlitePath, time);
    }
}
