using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Telemetry;

/// <summary>Where telemetry goes. The exporters read the settings themselves; these options only exist to be validated at the start.</summary>
internal sealed class TelemetryDestinations;

/// <summary>Stops the start if a destination cannot be used. Values are not repeated: a connection string contains a key.</summary>
internal sealed class TelemetryDestinationsValidator(IConfiguration configuration) : IValidateOptions<TelemetryDestinations>
{
    public ValidateOptionsResult Validate(string? name, TelemetryDestinations options) => AppSettings.ResultOf(Failures());

    public static bool IsOtlp(string endpoint) => IsWebAddress(endpoint);

    public static bool IsInsights(string connection)
    {
        ILookup<string, string> parts = connection
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToLookup(part => part[0], part => part.Length == 2 ? part[1] : "", StringComparer.OrdinalIgnoreCase);
        return Guid.TryParse(parts["InstrumentationKey"].FirstOrDefault(), out _) && parts["IngestionEndpoint"].All(IsWebAddress);
    }

    private IEnumerable<string> Failures()
    {
        if (configuration[TelemetryExport.OtlpEndpoint] is { Length: > 0 } endpoint && !IsOtlp(endpoint))
        {
            yield return $"{TelemetryExport.OtlpEndpoint} takes an absolute http or https address, such as http://127.0.0.1:4317.";
        }

        if (configuration[TelemetryExport.ApplicationInsights] is { Length: > 0 } connection && !IsInsights(connection))
        {
            yield return $"{TelemetryExport.ApplicationInsights} takes the connection string of Application Insights: InstrumentationKey=…;IngestionEndpoint=https://….";
        }
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
}
