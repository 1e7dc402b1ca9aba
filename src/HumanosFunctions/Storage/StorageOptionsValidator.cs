using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>Without a usable store no event could ever be processed: the app does not start.</summary>
public sealed class StorageOptionsValidator(IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

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

        if (StateStoreKind.Of(options, configuration) == StateStoreKind.Tables && !StorageConnection.IsConfigured(configuration, StorageService.Table))
        {
            yield return StorageConnection.Missing(StorageService.Table);
        }
    }
}
