using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Payloads;

/// <summary>Without a place for bodies a large event could never be accepted: the app does not start.</summary>
public sealed class PayloadOptionsValidator(IConfiguration configuration) : IValidateOptions<PayloadOptions>
{
    public ValidateOptionsResult Validate(string? name, PayloadOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(PayloadOptions options)
    {
        if (options.Bodies is not (null or PayloadStoreKind.Blobs or PayloadStoreKind.Folder))
        {
            yield return $"Humanos:Bodies must be '{PayloadStoreKind.Blobs}' or '{PayloadStoreKind.Folder}'.";
        }

        if (string.IsNullOrWhiteSpace(options.BodyFolder))
        {
            yield return "Humanos:BodyFolder is empty.";
        }

        if (PayloadStoreKind.Of(options, configuration) == PayloadStoreKind.Blobs && !StorageConnection.IsConfigured(configuration, StorageService.Blob))
        {
            yield return $"Humanos:Bodies is '{PayloadStoreKind.Blobs}': {StorageConnection.Missing(StorageService.Blob)}";
        }
    }
}
