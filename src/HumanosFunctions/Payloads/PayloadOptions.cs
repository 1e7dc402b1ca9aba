namespace HumanosFunctions.Payloads;

/// <summary>Where large events and quarantined deliveries are kept. README.md describes every key.</summary>
public sealed class PayloadOptions
{
    /// <summary>One of <see cref="PayloadStoreKind"/>; null chooses by where the app runs.</summary>
    public string? Bodies { get; set; }

    public string BodyFolder { get; set; } = Path.Combine(".local", "bodies");
}
