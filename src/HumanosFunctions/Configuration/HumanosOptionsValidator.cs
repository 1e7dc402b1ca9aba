using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>Stops the start on settings that cannot work, with messages that name the key and never show a value.</summary>
public sealed class HumanosOptionsValidator : IValidateOptions<HumanosOptions>
{
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, HumanosOptions options)
    {
        string[] failures = [.. Secrets(options), .. Limits(options), .. Names(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Secrets(HumanosOptions options)
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

    // Found at the start, not by the first delivery.
    private static IEnumerable<string> UnusableKey(HumanosOptions options)
    {
        try
        {
            EncryptionKey.Derive(options.EncryptionSecret!, options.EncryptionSalt!, nameof(HumanosOptionsValidator)).Dispose();
            return [];
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            return ["Humanos:EncryptionSecret is not base64: it decodes to nothing."];
        }
    }

    private static IEnumerable<string> Limits(HumanosOptions options)
    {
        if (options.MaxBodyBytes <= 0)
        {
            yield return "Humanos:MaxBodyBytes must be at least 1.";
        }

        if (options.PublishTimeout <= TimeSpan.Zero)
        {
            yield return "Humanos:PublishTimeout must be longer than zero.";
        }

        if (options.SecretRefresh < ShortestRefresh)
        {
            yield return "Humanos:SecretRefresh must be at least one second.";
        }

        if (options.PreviousSecretGrace < TimeSpan.Zero)
        {
            yield return "Humanos:PreviousSecretGrace must not be negative.";
        }

        // A replay inside the duplicate-detection window has no effect; one that is older would have.
        if (options.TimestampTolerance <= TimeSpan.Zero || options.TimestampTolerance > EventTopic.DuplicateDetectionWindow)
        {
            yield return $"Humanos:TimestampTolerance must be longer than zero and at most {EventTopic.DuplicateDetectionWindow}, the topic's duplicate-detection window.";
        }
    }

    private static IEnumerable<string> Names(HumanosOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TopicName))
        {
            yield return "Humanos:TopicName is empty.";
        }

        if (options.KeyVaultUri is { IsAbsoluteUri: false })
        {
            yield return "Humanos:KeyVaultUri must be an absolute address.";
        }

        if (options.Store is not (null or StoreChoice.Tables or StoreChoice.Sqlite))
        {
            yield return $"Humanos:Store must be '{StoreChoice.Tables}' or '{StoreChoice.Sqlite}'.";
        }

        if (string.IsNullOrWhiteSpace(options.SqlitePath))
        {
            yield return "Humanos:SqlitePath is empty.";
        }
    }
}
