using Humanos.Webhooks;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Where secrets come from and how long they are accepted. docs/settings.md describes every key.</summary>
public sealed class SecretOptions
{
    public Uri? KeyVaultUri { get; set; }

    [SecretSetting]
    public string? SignatureSecret { get; set; }

    [SecretSetting]
    public string? EncryptionSecret { get; set; }

    [SecretSetting]
    public string? EncryptionSalt { get; set; }

    public TimeSpan PreviousSecretGrace { get; set; } = TimeSpan.FromDays(1);

    public TimeSpan SecretRefresh { get; set; } = TimeSpan.FromMinutes(5);

    [SecretSetting]
    public string? DocumentHashKey { get; set; }

    [SecretSetting]
    public string? PersonIndexKey { get; set; }

    [SecretSetting]
    public string? ApiKey { get; set; }

    [SecretSetting]
    public string? ApiSignatureSecret { get; set; }

    /// <summary>How many deliveries can wait for an early read of the vault. Not a setting: it is derived from the concurrency limit for deliveries.</summary>
    internal int MaxWaitingForRenewal { get; set; } = 64;
}

/// <summary>Validates the settings for secrets. Failure messages name the key and never contain a value.</summary>
internal sealed class SecretOptionsValidator : IValidateOptions<SecretOptions>
{
    private static readonly TimeSpan MinRefresh = TimeSpan.FromSeconds(1);

    // A longer duration is a mistake, and subtracting it from a time could overflow.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    public ValidateOptionsResult Validate(string? name, SecretOptions options) => AppSettings.ResultOf([.. Secrets(options), .. Times(options), .. Address(options)]);

    private static IEnumerable<string> Secrets(SecretOptions options)
    {
        (string Key, string? Value)[] plain =
        [
            ("Humanos:SignatureSecret", options.SignatureSecret),
            ("Humanos:EncryptionSecret", options.EncryptionSecret),
            ("Humanos:EncryptionSalt", options.EncryptionSalt),
        ];
        string[] missing = [.. plain.Where(setting => string.IsNullOrWhiteSpace(setting.Value)).Select(setting => setting.Key)];
        if (options.KeyVaultUri is null)
        {
            return missing.Length == 0
                ? UnusableKey(options)
                : missing.Select(key => $"{key} is not set, and neither is Humanos:KeyVaultUri.");
        }

        return missing.Length == plain.Length
            ? []
            : ["Humanos:KeyVaultUri is set together with secrets in plain settings: remove one of the two."];
    }

    // Derives a key now, so that an unusable secret is reported at startup and not by the first delivery.
    private static IEnumerable<string> UnusableKey(SecretOptions options)
    {
        try
        {
            EncryptionKey.Derive(options.EncryptionSecret!, options.EncryptionSalt!, nameof(SecretOptionsValidator)).Dispose();
            return [];
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            return ["Humanos:EncryptionSecret is not base64: it decodes to nothing."];
        }
    }

    private static IEnumerable<string> Times(SecretOptions options)
    {
        if (options.SecretRefresh < MinRefresh || options.SecretRefresh > MaxDuration)
        {
            yield return $"Humanos:SecretRefresh must be at least one second and at most {MaxDuration}.";
        }

        if (options.PreviousSecretGrace < TimeSpan.Zero || options.PreviousSecretGrace > MaxDuration)
        {
            yield return $"Humanos:PreviousSecretGrace must not be negative, and at most {MaxDuration}.";
        }
    }

    private static IEnumerable<string> Address(SecretOptions options)
    {
        if (options.KeyVaultUri is { IsAbsoluteUri: false })
        {
            yield return "Humanos:KeyVaultUri must be an absolute address.";
        }
    }
}
