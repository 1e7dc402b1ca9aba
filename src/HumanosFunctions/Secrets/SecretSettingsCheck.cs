using HumanosFunctions.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Warns at the start of plain settings that look like a slip in copying.</summary>
public sealed class SecretSettingsCheck(IOptions<SecretOptions> options, ILogger<SecretSettingsCheck> logger) : IHostedService
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
