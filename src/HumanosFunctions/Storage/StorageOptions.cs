using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>Where the state of requests is stored. docs/settings.md describes every key.</summary>
internal sealed class StorageOptions
{
    /// <summary>One of <see cref="StateStoreKind"/>, or null for the default of the environment.</summary>
    public string? Store { get; set; }

    public string SqlitePath { get; set; } = Path.Combine(".local", "humanos.db");
}

/// <summary>The values of <c>Humanos:Store</c>, and the default if the setting is absent.</summary>
internal static class StateStoreKind
{
    public const string Sqlite = "sqlite";
    public const string Tables = "tables";

    public static string Of(StorageOptions options, IConfiguration configuration) =>
        options.Store ?? (HostingEnvironment.IsAzure(configuration) ? Tables : Sqlite);
}

/// <summary>Validates the settings of the state store. Without a store, the app could not process events.</summary>
internal sealed class StorageOptionsValidator(IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => AppSettings.ResultOf(Failures(options));

    private IEnumerable<string> Failures(StorageOptions options)
    {
        if (options.Store is not (null or StateStoreKind.Tables or StateStoreKind.Sqlite))
        {
            yield return $"Humanos:Store must be '{StateStoreKind.Tables}' or '{StateStoreKind.Sqlite}'.";
        }

        if (string.IsNullOrWhiteSpace(options.SqlitePath))
        {
            yield return "Humanos:SqlitePath is empty.";
        }

        if (StateStoreKind.Of(options, configuration) == StateStoreKind.Tables && StorageConnection.Problem(configuration, StorageService.Table) is { } problem)
        {
            yield return problem;
        }
    }
}
