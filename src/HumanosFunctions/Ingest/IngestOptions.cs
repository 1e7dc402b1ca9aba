namespace HumanosFunctions.Ingest;

/// <summary>The limits that deliveries are held to. README.md describes every key.</summary>
public sealed class IngestOptions
{
    public TimeSpan TimestampTolerance { get; set; } = TimeSpan.FromDays(1);

    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>For one delivery from its first byte to the answer; a body that comes slower is not waited for.</summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Deliveries in hand at once; beyond it the sender is asked to come again.</summary>
    public int MaxConcurrentDeliveries { get; set; } = 128;
}
