using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Storage;

/// <summary>The values of <c>Humanos:Store</c>, and which of them it is where the setting is absent.</summary>
public static class StoreChoice
{
    public const string Sqlite = "sqlite";
    public const string Tables = "tables";

    // The platform sets them in every instance of an app; a developer's machine has neither.
    private static readonly string[] SetInAzure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"];

    /// <summary>In Azure an instance and its disk come and go, so the state has to be outside of them.</summary>
    public static string Of(HumanosOptions options, IConfiguration configuration) =>
        options.Store ?? (SetInAzure.Any(name => configuration[name] is { Length: > 0 }) ? Tables : Sqlite);
}
