using HumanosFunctions.Processing.Otp.Scheduling;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>Stops the start where resending is on and cannot work. Keys in a vault are only looked for when they are needed.</summary>
public sealed class ResendOptionsValidator : IValidateOptions<HumanosOptions>
{
    private const int MostResends = 10;

    public ValidateOptionsResult Validate(string? name, HumanosOptions options)
    {
        string[] failures = options.ResendOtp ? [.. Secrets(options), .. Limits(options)] : [];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Secrets(HumanosOptions options)
    {
        (string Key, string? Value)[] plain =
        [
            ("Humanos:ApiKey", options.ApiKey),
            ("Humanos:ApiSignatureSecret", options.ApiSignatureSecret),
        ];
        return options.KeyVaultUri is null
            ? plain.Where(setting => string.IsNullOrWhiteSpace(setting.Value)).Select(setting => $"{setting.Key} is not set, but Humanos:ResendOtp is on.")
            : plain.Where(setting => setting.Value is not null).Select(setting => $"{setting.Key} is set together with Humanos:KeyVaultUri: remove one of the two.");
    }

    private static IEnumerable<string> Limits(HumanosOptions options)
    {
        // The call carries the API key: in the clear it goes no further than this machine.
        if (options.ApiBaseUri is not { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" } address
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return "Humanos:ApiBaseUri must be an https address without user, query and fragment; http only on loopback.";
        }

        if (options.MaxResends is < 1 or > MostResends)
        {
            yield return $"Humanos:MaxResends must be from 1 to {MostResends}; turn resending off with Humanos:ResendOtp.";
        }

        if (options.ResendDelay <= TimeSpan.Zero || options.ResendDelay > ResendDelay.Longest)
        {
            yield return $"Humanos:ResendDelay must be longer than zero and at most {ResendDelay.Longest}.";
        }
    }
}
