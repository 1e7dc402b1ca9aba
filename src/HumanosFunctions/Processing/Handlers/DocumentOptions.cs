namespace HumanosFunctions.Processing.Handlers;

/// <summary>What is stored of identity documents. README.md describes every key.</summary>
public sealed class DocumentOptions
{
    /// <summary>Keeps whole identity documents in the store, not only kind, country, expiry and a hash of the number.</summary>
    public bool StoreIdentityDocuments { get; set; }
}
