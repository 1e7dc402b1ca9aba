using HumanosFunctions.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Warns at the start of plain settings that look like a slip in copying.</summary>
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
/// White space or a quote at an end of a secret: more likely a slip in copying than part of it. The secret is used as it
/// is, since it may be meant; nobody would find the cause of the refusals otherwise.
/// </summary>
internal static class SecretEnds
{
    // Also a byte order mark and spaces without width, which no editor shows.
    private const string Suspicious = "\"'`´“”„‘’‚«»\uFEFF\u200B\u200C\u200D\u2060";

    public static bool AreSuspicious(string? value) => value is { Length: > 0 } && (IsSuspicious(value[0]) || IsSuspicious(value[^1]));

    private static bool IsSuspicious(char character) => char.IsWhiteSpace(character) || char.IsControl(character) || Suspicious.Contains(character);
}

/// <summary>What is odd about secrets: names and versions, never a value.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(32, LogLevel.Error, "Version {Version} of {Name} is passed over: {Reason}")]
    public static partial void PassedOver(ILogger logger, string name, string version, string reason);

    [LoggerMessage(33, LogLevel.Warning, "The value of {Key} begins or ends with white space or a quote. It is used as it is; remove it if it is not meant")]
    public static partial void SuspiciousEnds(ILogger logger, string key);
}
