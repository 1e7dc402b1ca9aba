using HumanosFunctions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Storage;

/// <summary>With tables chosen and no account to have them in, no event could ever be processed: the app does not start.</summary>
public sealed class StorageConnectionValidator(IConfiguration configuration) : IValidateOptions<HumanosOptions>
{
    public ValidateOptionsResult Validate(string? name, HumanosOptions options) =>
        StoreChoice.Of(options, configuration) != StoreChoice.Tables || StorageConnection.IsConfigured(configuration, StorageService.Table)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(StorageConnection.Missing(StorageService.Table));
}
