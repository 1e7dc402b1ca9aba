using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>Stops the start on settings that cannot work, with messages that name the key and never show a value.</summary>
public sealed class HumanosOptionsValidator : IValidateOptions<HumanosOptions>
{
    private const int LongestName = 260;

    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);

    // Longer is no setting, and could not be subtracted from a time.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    // What the Functions host hands over at all.
    private const int LargestBody = 100 * 1024 * 1024;

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
        if (options.MaxBodyBytes is < 1 or > LargestBody)
        {
            yield return $"Humanos:MaxBodyBytes must be from 1 to {LargestBody}.";
        }

        if (options.PublishTimeout <= TimeSpan.Zero)
        {
            yield return "Humanos:PublishTimeout must be longer than zero.";
        }

        if (options.SecretRefresh < ShortestRefresh || options.SecretRefresh > Longest)
        {
            yield return $"Humanos:SecretRefresh must be at least one second and at most {Longest}.";
        }

        if (options.PreviousSecretGrace < TimeSpan.Zero || options.PreviousSecretGrace > Longest)
        {
            yield return $"Humanos:PreviousSecretGrace must not be negative, and at most {Longest}.";
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
            yield return "Humanos:TopicName is not set: give the name of the topic, humanos-events for example.";
        }
        else if (options.TopicName.Length > LongestName || options.TopicName.Any(letter => !IsOfAName(letter)))
        {
            yield return $"Humanos:TopicName takes the name of a topic: at most {LongestName} letters, digits, '.', '-', '_' and '/', without white space.";
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

    private static bool IsOfAName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/';
}
