namespace HumanosFunctions.Storage;

/// <summary>Where the state of requests is stored. README.md describes every key.</summary>
public sealed class StorageOptions
{
    /// <summary>One of <see cref="StateStoreKind"/>; null chooses by where the app runs.</summary>
    public string? Store { get; set; }

    public string SqlitePath { get; set; } = Path.Combine(".local", "humanos.db");
}
