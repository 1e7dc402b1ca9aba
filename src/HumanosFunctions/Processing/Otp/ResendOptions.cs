using HumanosFunctions.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Whether and how the app asks Humanos to resend one-time passwords. docs/settings.md describes every key.</summary>
public sealed class ResendOptions
{
    /// <summary>Whether the app asks Humanos to resend a failed one-time password.</summary>
    public bool ResendOtp { get; set; }

    public Uri ApiBaseUri { get; set; } = new("https://api.humanos.id");

    public int MaxResends { get; set; } = 3;

    /// <summary>The delay of the first resend. Each further delay is twice as long.</summary>
    public TimeSpan ResendDelay { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Validates the settings for resends if resending is on. Secrets in a vault are read only when they are needed.</summary>
/// <param name="secrets">The API key and its signature secret.</param>
internal sealed class ResendOptionsValidator(SecretOptions secrets) : IValidateOptions<ResendOptions>
{
    private const int MaxResends = 10;

    public ValidateOptionsResult Validate(string? name, ResendOptions options) => AppSettings.ResultOf(options.ResendOtp ? [.. Secrets(), .. Limits(options)] : []);

    private IEnumerable<string> Secrets()
    {
        (string Key, string? Value)[] plain =
        [
            ("Humanos:ApiKey", secrets.ApiKey),
            ("Humanos:ApiSignatureSecret", secrets.ApiSignatureSecret),
        ];
        return secrets.KeyVaultUri is null
            ? plain.Where(setting => string.IsNullOrWhiteSpace(setting.Value)).Select(setting => $"{setting.Key} is not set, but Humanos:ResendOtp is on.")
            : plain.Where(setting => setting.Value is not null).Select(setting => $"{setting.Key} is set together with Humanos:KeyVaultUri: remove one of the two.");
    }

    private static IEnumerable<string> Limits(ResendOptions options)
    {
        // The call contains the API key, so http is allowed only on loopback.
        if (options.ApiBaseUri is not { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" } address
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return "Humanos:ApiBaseUri must be an https address without user, query and fragment; http only on loopback.";
        }

        if (options.MaxResends is < 1 or > MaxResends)
        {
            yield return $"Humanos:MaxResends must be from 1 to {MaxResends}; turn resending off with Humanos:ResendOtp.";
        }

        if (options.ResendDelay <= TimeSpan.Zero || options.ResendDelay > ResendDelay.Max)
        {
            yield return $"Humanos:ResendDelay must be longer than zero and at most {ResendDelay.Max}.";
        }
    }
}
