using HumanosFunctions.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Logs a warning at startup for plain settings that look like copy-and-paste mistakes.</summary>
internal sealed class SecretSettingsCheck(IOptions<SecretOptions> options, ILogger<SecretSettingsCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SecretOptions settings = options.Value;
        (string Key, string? Value)[] secrets =
        [
            (nameof(settings.SignatureSecret), settings.SignatureSecret),
            (nameof(settings.EncryptionSecret), settings.EncryptionSecret),
            (nameof(settings.EncryptionSalt), settings.EncryptionSalt),
            (nameof(settings.DocumentHashKey), settings.DocumentHashKey),
            (nameof(settings.PersonIndexKey), settings.PersonIndexKey),
            (nameof(settings.ApiKey), settings.ApiKey),
            (nameof(settings.ApiSignatureSecret), settings.ApiSignatureSecret),
        ];
        foreach ((string key, _) in secrets.Where(secret => SecretEnds.AreSuspicious(secret.Value)))
        {
            SecretLog.SuspiciousEnds(logger, $"{AppSettings.Section}:{key}");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>
/// Detects white space or a quotation mark at the start or end of a secret, which is usually a copy-and-paste mistake. The app uses the
/// secret unchanged, because it can be intended, and logs a warning that explains refused deliveries.
/// </summary>
internal static class SecretEnds
{
    // Includes the byte order mark and zero-width spaces, which editors do not show.
    private const string Suspicious = "\"'`´“”„‘’‚«»\uFEFF\u200B\u200C\u200D\u2060";

    public static bool AreSuspicious(string? value) => value is { Length: > 0 } && (IsSuspicious(value[0]) || IsSuspicious(value[^1]));

    private static bool IsSuspicious(char character) => char.IsWhiteSpace(character) || char.IsControl(character) || Suspicious.Contains(character);
}

/// <summary>Log messages about secrets: names and versions, never a value.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(32, LogLevel.Error, "Skipped version {Version} of {Name}: {Reason}")]
    public static partial void PassedOver(ILogger logger, string name, string version, string reason);

    [LoggerMessage(33, LogLevel.Warning, "The value of {Key} begins or ends with white space or a quotation mark. It is used unchanged; remove the character if it is not intended")]
    public static partial void SuspiciousEnds(ILogger logger, string key);
}
