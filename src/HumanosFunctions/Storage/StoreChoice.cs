using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Storage;

/// <summary>The values of <c>Humanos:Store</c>, and which of them it is where the setting is absent.</summary>
public static class StoreChoice
{
    public const string Sqlite = "sqlite";
    public const string Tables = "tables";

    public static string Of(HumanosOptions options, IConfiguration configuration) =>
        options.Store ?? (HostingPlace.IsAzure(configuration) ? Tables : Sqlite);
}
