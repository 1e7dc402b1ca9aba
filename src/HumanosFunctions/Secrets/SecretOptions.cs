using HumanosFunctions.Settings;

namespace HumanosFunctions.Secrets;

/// <summary>Where secrets come from, and how long they count. README.md describes every key.</summary>
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
    public string? ApiKey { get; set; }

    [SecretSetting]
    public string? ApiSignatureSecret { get; set; }

    /// <summary>How many deliveries may wait for an early read of the vault. Not a setting: it follows from the concurrency limit of the ingest.</summary>
    internal int MostWaitingForRenewal { get; set; } = 64;
}
