using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Storage;

/// <summary>The values of <c>Humanos:Store</c>, and which of them it is where the setting is absent.</summary>
public static class StateStoreKind
{
    public const string Sqlite = "sqlite";
    public const string Tables = "tables";

    public static string Of(StorageOptions options, IConfiguration configuration) =>
        options.Store ?? (HostingEnvironment.IsAzure(configuration) ? Tables : Sqlite);
}
