namespace HumanosFunctions.Configuration;

/// <summary>The section <c>Humanos</c> of the app settings. README.md lists every key with its meaning.</summary>
public sealed class HumanosOptions
{
    public const string Section = "Humanos";

    public Uri? KeyVaultUri { get; set; }

    public string? SignatureSecret { get; set; }

    public string? EncryptionSecret { get; set; }

    public string? EncryptionSalt { get; set; }

    public TimeSpan PreviousSecretGrace { get; set; } = TimeSpan.FromDays(1);

    public TimeSpan SecretRefresh { get; set; } = TimeSpan.FromMinutes(5);

    public TimeSpan TimestampTolerance { get; set; } = TimeSpan.FromDays(1);

    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    public string TopicName { get; set; } = "humanos-events";

    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Null chooses by where the app runs, see <see cref="Storage.StoreChoice"/>.</summary>
    public string? Store { get; set; }

    public string SqlitePath { get; set; } = Path.Combine(".local", "humanos.db");

    /// <summary>Keeps whole identity documents in the store, not only kind, country, expiry and a hash of the number.</summary>
    public bool StoreIdentityDocuments { get; set; }

    public string? DocumentHashKey { get; set; }

    /// <summary>Asks Humanos to send a one-time password again that did not arrive.</summary>
    public bool ResendOtp { get; set; }

    public string? ApiKey { get; set; }

    public string? ApiSignatureSecret { get; set; }

    public Uri ApiBaseUri { get; set; } = new("https://api.humanos.id");

    public int MaxResends { get; set; } = 3;

    /// <summary>Before the first resend; each further one waits twice as long as the one before.</summary>
    public TimeSpan ResendDelay { get; set; } = TimeSpan.FromMinutes(1);
}
