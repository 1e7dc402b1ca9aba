using HumanosFunctions.Configuration;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Bodies;

/// <summary>Without a place for bodies a large event could never be accepted: the app does not start.</summary>
public sealed class BodiesValidator(IConfiguration configuration) : IValidateOptions<HumanosOptions>
{
    public ValidateOptionsResult Validate(string? name, HumanosOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(HumanosOptions options)
    {
        if (options.Bodies is not (null or BodiesChoice.Blobs or BodiesChoice.Folder))
        {
            yield return $"Humanos:Bodies must be '{BodiesChoice.Blobs}' or '{BodiesChoice.Folder}'.";
        }

        if (string.IsNullOrWhiteSpace(options.BodyFolder))
        {
            yield return "Humanos:BodyFolder is empty.";
        }

        if (options.ClaimCheckAbove < 0)
        {
            yield return "Humanos:ClaimCheckAbove must not be negative.";
        }

        if (BodiesChoice.Of(options, configuration) == BodiesChoice.Blobs && !StorageConnection.IsConfigured(configuration, StorageService.Blob))
        {
            yield return $"Humanos:Bodies is '{BodiesChoice.Blobs}': {StorageConnection.Missing(StorageService.Blob)}";
        }
    }
}
