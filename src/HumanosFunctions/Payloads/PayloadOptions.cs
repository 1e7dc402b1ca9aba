using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Payloads;

/// <summary>Where large events and quarantined deliveries are kept. docs/settings.md describes every key.</summary>
internal sealed class PayloadOptions
{
    /// <summary>One of <see cref="PayloadStoreKind"/>, or null for the default of the environment.</summary>
    public string? Bodies { get; set; }

    public string BodyFolder { get; set; } = Path.Combine(".local", "bodies");
}

/// <summary>The values of <c>Humanos:Bodies</c>, and the default if the setting is absent.</summary>
internal static class PayloadStoreKind
{
    public const string Blobs = "blobs";
    public const string Folder = "folder";

    public static string Of(PayloadOptions options, IConfiguration configuration) =>
        options.Bodies ?? (HostingEnvironment.IsAzure(configuration) ? Blobs : Folder);
}

/// <summary>Validates the settings of the payload store. Without a store, the app could not accept large events.</summary>
internal sealed class PayloadOptionsValidator(IConfiguration configuration) : IValidateOptions<PayloadOptions>
{
    public ValidateOptionsResult Validate(string? name, PayloadOptions options) => AppSettings.ResultOf(Failures(options));

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

        if (PayloadStoreKind.Of(options, configuration) == PayloadStoreKind.Blobs && StorageConnection.Problem(configuration, StorageService.Blob) is { } problem)
        {
            yield return $"Humanos:Bodies is '{PayloadStoreKind.Blobs}': {problem}";
        }
    }
}
