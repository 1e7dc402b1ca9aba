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

    /// <summary>No default: the triggers read the same setting, and without it none of them would start.</summary>
    public string TopicName { get; set; } = "";

    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For one delivery from its first byte to the answer; a body that comes slower is not waited for.</summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Deliveries in hand at once; beyond it the sender is asked to come again.</summary>
    public int MaxConcurrentDeliveries { get; set; } = 128;

    /// <summary>Bytes of JSON from which on an event goes beside its message: below the broker's 256 KiB, with room for headers.</summary>
    public int ClaimCheckAbove { get; set; } = 240 * 1024;

    /// <summary>Where large events and quarantined deliveries are kept; null chooses by where the app runs.</summary>
    public string? Bodies { get; set; }

    public string BodyFolder { get; set; } = Path.Combine(".local", "bodies");

    /// <summary>How often an event that could not be processed is scheduled again before it is dead-lettered.</summary>
    public int MaxRetries { get; set; } = 10;

    /// <summary>Before the first scheduled retry; each further one waits twice as long.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);

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
